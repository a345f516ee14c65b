package dev.triggered.examples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Draws an invoice as a PDF of one page (ISO 32000-1, section 7.5), in place of the host's own report engine. */
final class InvoicePdf {
    private InvoicePdf() {}

    static byte[] of(Invoice invoice) {
        String page = "BT /F1 24 Tf 72 720 Td (Invoice " + invoice.number() + ") Tj 0 -36 Td /F1 12 Tf (Total: "
                + invoice.total() + " EUR, due on " + invoice.dueOn() + ") Tj ET";
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + page.length() + " >>\nstream\n" + page + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        return write(objects).getBytes(StandardCharsets.US_ASCII);
    }

    private static String write(List<String> objects) {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        List<Integer> offsets = new ArrayList<>();
        for (String object : objects) {
            offsets.add(pdf.length());
            pdf.append(offsets.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
        }
        int table = pdf.length();
        pdf.append("xref\n0 ").append(offsets.size() + 1).append("\n0000000000 65535 f \n");
        offsets.forEach(offset -> pdf.append(String.format("%010d 00000 n \n", offset)));
        return pdf.append("trailer\n<< /Size ")
                .append(offsets.size() + 1)
                .append(" /Root 1 0 R >>\nstartxref\n")
                .append(table)
                .append("\n%%EOF\n")
                .toString();
    }
}
