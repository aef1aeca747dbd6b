/** Pictures of graphs: what they show, where it stands, and how it is drawn as SVG. */
package io.tikhonov.processor.report.picture;
