// Runs every case through Apache Velocity 1.7 and prints what it answers, a line a case:
//
//     <file>/<title> TAB output|syntax|error TAB <text, escaped>
//
// The arguments are the case files; README.md beside this file has their format.

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.runtime.log.NullLogChute;

public class Reference {
    public static void main(String[] files) throws Exception {
        StringBuilder results = new StringBuilder();
        for (String file : files) {
            Path path = Path.of(file);
            String stem = path.getFileName().toString().replaceFirst("\\.txt$", "");
            String text = Files.readString(path, StandardCharsets.UTF_8);
            for (String section : text.split("(?m)^=== ")) {
                if (section.isBlank() || section.startsWith("//")) continue;
                int line = section.indexOf('\n');
                String title = section.substring(0, line);
                String body = section.substring(line + 1);
                String context = "{}";
                if (body.startsWith("--- ")) {
                    int end = body.indexOf('\n');
                    context = body.substring(4, end);
                    body = body.substring(end + 1);
                }
                if (body.endsWith("\n")) body = body.substring(0, body.length() - 1);
                results.append(stem).append('/').append(title).append('\t');
                results.append(run(body, new Json(context).value())).append('\n');
            }
        }
        System.out.write(results.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    static String run(String template, Object context) {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("runtime.log.logsystem", new NullLogChute());
        engine.setProperty("directive.set.null.allowed", "true");
        engine.setProperty("velocimacro.library", "");
        engine.setProperty("parser.pool.size", "1");
        StringWriter out = new StringWriter();
        try {
            engine.init();
            engine.evaluate(new VelocityContext((Map) context), out, "case", template);
            return "output\t" + escape(out.toString());
        } catch (Throwable e) {
            return (isRendering(e) ? "error" : "syntax") + "\t";
        }
    }

    /** Whether the template was being rendered, and not parsed or initialised, when it failed. */
    static boolean isRendering(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            String in = frame.getClassName();
            if (in.contains(".parser.node.") && frame.getMethodName().equals("render")) return true;
        }
        return false;
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    /** Reads JSON as Jackson does: Integer, Long or Double; ArrayList; LinkedHashMap. */
    static class Json {
        final String text;
        int at = 0;

        Json(String text) {
            this.text = text;
        }

        char next() {
            while (Character.isWhitespace(text.charAt(at))) at++;
            return text.charAt(at);
        }

        Object value() {
            switch (next()) {
                case '{': return object();
                case '[': return array();
                case '"': return string();
                case 't': at += 4; return true;
                case 'f': at += 5; return false;
                case 'n': at += 4; return null;
                default: return number();
            }
        }

        Object object() {
            Map<String, Object> map = new LinkedHashMap<>();
            at++;
            while (next() != '}') {
                String key = string();
                next();
                at++;
                map.put(key, value());
                if (next() == ',') at++;
            }
            at++;
            return map;
        }

        Object array() {
            List<Object> list = new ArrayList<>();
            at++;
            while (next() != ']') {
                list.add(value());
                if (next() == ',') at++;
            }
            at++;
            return list;
        }

        String string() {
            StringBuilder out = new StringBuilder();
            next();
            for (at++; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                c = text.charAt(++at);
                switch (c) {
                    case 'n': out.append('\n'); break;
                    case 't': out.append('\t'); break;
                    case 'r': out.append('\r'); break;
                    case 'u':
                        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                        at += 4;
                        break;
                    default: out.append(c);
                }
            }
            at++;
            return out.toString();
        }

        Object number() {
            int start = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
            String digits = text.substring(start, at);
            if (digits.matches("-?[0-9]+")) {
                long n = Long.parseLong(digits);
                if (n == (int) n) return (int) n;
                return n;
            }
            return Double.valueOf(digits);
        }
    }
}
