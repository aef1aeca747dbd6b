package io.tikhonov.processor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly (RFC 8259): maps, lists, strings, doubles, truth values, null. */
public final class TestJson {
  private final String text;
  private int at;

  private TestJson(String text) {
    this.text = text;
  }

  public static Map<?, ?> object(String text) {
    TestJson json = new TestJson(text);
    Object value = json.value();
    json.space();
    if (json.at != text.length()) {
      throw json.wrong("the end");
    }
    return (Map<?, ?>) value;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected " + expected + " at character " + at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(String token) {
    space();
    boolean here = text.startsWith(token, at);
    at += here ? token.length() : 0;
    return here;
  }

  private void need(String token) {
    if (!take(token)) {
      throw wrong(token);
    }
  }

  private Object value() {
    if (take("{")) {
      return members();
    } else if (take("[")) {
      return elements();
    } else if (take("\"")) {
      return string();
    } else if (take("true")) {
      return true;
    } else if (take("false")) {
      return false;
    } else if (take("null")) {
      return null;
    }
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (!number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
      throw wrong("a value");
    }
    return Double.parseDouble(number);
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    if (take("}")) {
      return members;
    }
    do {
      need("\"");
      String key = string();
      need(":");
      if (members.put(key, value()) != null) {
        throw wrong("no second " + key);
      }
    } while (take(","));
    need("}");
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    if (take("]")) {
      return elements;
    }
    do {
      elements.add(value());
    } while (take(","));
    need("]");
    return elements;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("no control character");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(known);
    } else if (c != 'u') {
      throw wrong("an escape");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }
}
