import Accounts
import Blobs
import Crypto
import FoundationEssentials
package import Kernel
import Studio

/// Uploads that come in pieces, over several requests: each at an address of its own that nobody can guess.
///
/// They are known to this process alone, and their bytes lie in the spool, under a key that is nowhere but in memory: what a restart
/// cuts off is begun again.
package actor OpenUploads {
    static let lifetime: Duration = .hours(1)
    private static let most = 4_096
    /// A finished one may be asked to finish again by whoever did not hear of it.
    private static let echo: Duration = .seconds(60)
    /// Of one key, of those that are on their way.
    private static let mostOfOne = 16

    private struct Entry {
        let upload: OpenUpload
        let until: Timestamp
        var isSettled = false
    }

    private let clock: Clock
    private let randomness: Randomness
    private var entries: [Data: Entry] = [:]

    package init(clock: Clock, randomness: Randomness) {
        self.clock = clock
        self.randomness = randomness
    }

    /// Opens an address for an hour.
    /// - Returns: what the address ends in.
    /// - Throws: `Problem` `too_busy`.
    func open(_ upload: OpenUpload) throws(Problem) -> String {
        let now = clock.now()
        entries = entries.filter { $0.value.until > now }
        let own = entries.values.count {
            !$0.isSettled && $0.upload.owner.subject == upload.owner.subject
                && $0.upload.owner.key?.id == upload.owner.key?.id
        }
        guard entries.count < Self.most, own < Self.mostOfOne else { throw Problem(.tooBusy, field: "file") }
        let token = Data(randomness.bytes(32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        entries[Self.index(token)] = Entry(upload: upload, until: now + Self.lifetime)
        return token
    }

    /// The upload of an address.
    /// - Throws: `Problem` `not_found`, for one whose hour is over too.
    func upload(_ token: String) throws(Problem) -> OpenUpload {
        guard let entry = entries[Self.index(token)], entry.until > clock.now() else {
            throw Problem(.notFound)
        }
        return entry.upload
    }

    /// Lets go of the place of an upload that has ended.
    func settle(_ token: String) {
        let index = Self.index(token)
        guard let entry = entries[index] else { return }
        let until = min(entry.until, clock.now() + Self.echo)
        entries[index] = Entry(upload: entry.upload, until: until, isSettled: true)
    }

    private static func index(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }
}

/// One upload that comes in pieces.
///
/// A piece that has come already may come again: its sender did not hear that it arrived.
actor OpenUpload {
    nonisolated let owner: Person
    /// In bytes, as it was announced.
    nonisolated let length: Int
    nonisolated let name: String?
    private let spool: Spool
    private var writer: SpoolWriter?
    private var content: SpooledFile?
    private var stored: StoredFile?
    private var received = 0
    private var isBusy = false

    init(
        of owner: Person,
        length: Int,
        named name: String?,
        in spool: Spool
    ) {
        self.owner = owner
        self.length = length
        self.name = name
        self.spool = spool
    }

    /// Bytes that have come so far, without a gap.
    var size: Int { received }

    /// Begins a piece that stands at an offset.
    /// - Returns: how many of its bytes have come before.
    /// - Throws: `Problem` `too_busy` while another one comes; `value_out_of_range` for one that would leave a gap.
    func begin(at offset: Int) throws(Problem) -> Int {
        guard !isBusy else { throw Problem(.tooBusy, field: "file") }
        guard (0...received).contains(offset) else {
            let range = ["least": "0", "most": "\(received)"]
            throw Problem(.valueOutOfRange, field: "x-goog-upload-offset", range)
        }
        isBusy = true
        return received - offset
    }

    /// Lets the next piece in.
    func end() { isBusy = false }

    /// - Throws: `Problem` `file_too_large` for more than was announced.
    func append(_ bytes: Data) async throws {
        guard !bytes.isEmpty else { return }
        guard received + bytes.count <= length else {
            throw Problem(.fileTooLarge, field: "file", ["limit": "\(length / 1_000_000)"])
        }
        if writer == nil { writer = try await spool.begin() }
        try await writer?.append(bytes)
        received += bytes.count
    }

    /// Ends the upload, and has its file kept; asked again, it answers with the same file.
    /// - Throws: `Problem` `value_out_of_range` for less than was announced, or whatever `keep` throws.
    func finish(_ keep: (SpooledFile) async throws -> StoredFile) async throws -> StoredFile {
        if let stored { return stored }
        guard received == length else {
            let range = ["least": "\(length)", "most": "\(length)"]
            throw Problem(.valueOutOfRange, field: "x-goog-upload-header-content-length", range)
        }
        if content == nil {
            let open = if let writer { writer } else { try await spool.begin() }
            content = try await open.finish()
            writer = nil
        }
        guard let content else { throw Problem(.internalError) }
        let file = try await keep(content)
        stored = file
        self.content = nil
        return file
    }
}
