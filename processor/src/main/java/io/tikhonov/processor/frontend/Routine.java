package io.tikhonov.processor.frontend;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.ExecutableElement;

/** A method whose body can be evaluated. */
record Routine(ExecutableElement element, MethodTree tree, TreePath path, Body body) {}
