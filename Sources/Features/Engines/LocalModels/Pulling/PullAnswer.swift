import Outbound

/// What the head of an answer says about the weights behind it.
struct PullAnswer {
    /// Which part of the file comes.
    struct Total: Hashable {
        /// Where it begins in the file, in bytes.
        let begin: Int
        /// Of the whole file, in bytes; nil where nobody says.
        let size: Int?
    }

    private enum Kind {
        case whole(size: Int?)
        case part(begin: Int, size: Int?)
        /// Nothing lies behind what we have, or the part is described in a way that we do not know.
        case useless
    }

    private let kind: Kind

    /// - Parameters:
    ///   - head: what came.
    ///   - offset: what was asked for, in bytes from the beginning.
    ///   - host: whom the refusal names.
    /// - Throws: `PullRefusal` for answers that are no file.
    init(_ head: OutboundHead, from offset: Int, host: String) throws(PullRefusal) {
        let isPage = head.header("Content-Type")?.lowercased().hasPrefix("text/html") == true
        switch head.status {
        case 200...299 where isPage: throw .webPage(host: host)
        case 200: kind = .whole(size: head.header("Content-Length").flatMap { Int($0) })
        case 206: kind = Self.part(head.header("Content-Range") ?? "")
        case 416 where offset > 0: kind = .useless
        default: throw .status(head.status, host: host)
        }
    }

    /// What comes, if it goes on from `offset` or begins anew; nil when it is of no use.
    func total(from offset: Int) -> Total? {
        switch kind {
        case .whole(let size): Total(begin: 0, size: size)
        case .part(offset, let size): Total(begin: offset, size: size)
        case .part, .useless: nil
        }
    }

    /// `bytes 100-199/200`, or `*` for a size that nobody knows (RFC 9110, section 14.4).
    private static func part(_ range: String) -> Kind {
        guard let match = range.wholeMatch(of: /bytes ([0-9]{1,18})-([0-9]{1,18})\/([0-9]{1,18}|\*)/),
            let begin = Int(match.1)
        else { return .useless }
        return .part(begin: begin, size: Int(match.3))
    }
}
