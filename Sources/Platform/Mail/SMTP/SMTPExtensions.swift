/// What a server says in its answer to EHLO that it can do.
struct SMTPExtensions: Sendable {
    /// Keywords in capitals, with their parameters.
    private let offered: [String: [String]]

    init(_ reply: SMTPReply) {
        let pairs = reply.lines.dropFirst().compactMap { line -> (String, [String])? in
            // Old servers write AUTH=LOGIN.
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
            return words.first.map { ($0, Array(words.dropFirst())) }
        }
        offered = Dictionary(pairs) { $0 + $1 }
    }

    var hasStartTLS: Bool { offered["STARTTLS"] != nil }
    var hasEightBit: Bool { offered["8BITMIME"] != nil }
    var hasInternationalAddresses: Bool { offered["SMTPUTF8"] != nil }
    /// RFC 8689.
    var hasRequireTLS: Bool { offered["REQUIRETLS"] != nil }
    var hasSize: Bool { offered["SIZE"] != nil }
    var signInWays: [String] { offered["AUTH"] ?? [] }
}
