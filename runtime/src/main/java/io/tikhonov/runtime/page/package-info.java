/** What pages and tables of results have in common; for the other packages, not for users. */
package io.tikhonov.runtime.page;
