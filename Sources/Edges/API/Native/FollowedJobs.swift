import FoundationEssentials
import Kernel

/// What a reader of all jobs' events has seen: the newest job that they know, and of each that they follow up to which revision.
///
/// It is written into the id of each event, and comes back as `Last-Event-ID`.
struct FollowedJobs: Hashable, Sendable {
    private static let idLength = 16
    private static let lineLength = 20

    /// Nil for a reader who has seen nothing yet.
    var newest: JobID?
    private var revisions: [JobID: UInt32] = [:]

    init() {}

    /// Oldest first.
    var jobs: [JobID] { revisions.keys.sorted() }

    func revision(of job: JobID) -> Int? { revisions[job].map { Int($0) } }

    /// From the beginning, unless it is followed already.
    mutating func follow(_ job: JobID) {
        if revisions[job] == nil { revisions[job] = 0 }
    }

    mutating func note(_ revision: Int, of job: JobID) {
        revisions[job] = max(revisions[job] ?? 0, UInt32(clamping: revision))
    }

    mutating func forget(_ job: JobID) {
        revisions[job] = nil
    }
}

extension FollowedJobs {
    /// Base 64 for addresses, which no line break can be in.
    var text: String {
        var bytes = newest?.value.bytes ?? Data(repeating: 0, count: Self.idLength)
        for job in jobs {
            bytes += job.value.bytes
            let revision = revisions[job] ?? 0
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: revision >> (24 - 8 * $0)) }
        }
        return bytes.base64EncodedString().filter { $0 != "=" }
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    /// Reads what `text` wrote; nil for anything else.
    init?(_ text: String) {
        let longest = (Self.idLength + Self.lineLength * AllJobEvents.mostJobs) * 4 / 3 + 4
        guard text.utf8.count <= longest else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        guard let bytes = Data(base64Encoded: standard + padding), bytes.count >= Self.idLength,
            (bytes.count - Self.idLength) % Self.lineLength == 0,
            let newest = UUIDv7(bytes: Data(bytes.prefix(Self.idLength)))
        else { return nil }
        self.newest = JobID(newest)
        var rest = bytes.dropFirst(Self.idLength)
        while !rest.isEmpty {
            guard let job = UUIDv7(bytes: Data(rest.prefix(Self.idLength))) else { return nil }
            let line = rest.prefix(Self.lineLength)
            revisions[JobID(job)] = line.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            rest = rest.dropFirst(Self.lineLength)
        }
        guard revisions.count <= AllJobEvents.mostJobs else { return nil }
    }
}
