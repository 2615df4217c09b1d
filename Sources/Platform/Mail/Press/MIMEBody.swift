import FoundationEssentials

/// A mail's two forms, plain first, as `multipart/alternative` (RFC 2046, section 5.1.4).
struct MIMEBody {
    let head: [HeaderField]
    let bytes: Data

    /// The boundary begins with `=_`, which quoted-printable text never holds.
    init(
        text: String,
        html: String,
        language: String,
        boundary: String
    ) {
        head = [
            HeaderField("Content-Language", language),
            HeaderField("Content-Type", "multipart/alternative; boundary=\"\(boundary)\""),
        ]
        let parts = [("text/plain", text), ("text/html", html)].map { type, content in
            "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                + QuotedPrintable.encoded(content) + "\r\n"
        }
        bytes = Data((parts.joined() + "--\(boundary)--\r\n").utf8)
    }
}
