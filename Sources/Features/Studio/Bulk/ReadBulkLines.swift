import Blobs
import FoundationEssentials
import Kernel
import Purposes
import Queue
import Store
import Vault

/// Reads the file of one bulk, line by line, and keeps each as a row of its own.
///
/// What a crash left of it is there: the file is read from its beginning again, and what has its row is passed over.
struct BulkReading {
    /// Rows of one transaction, and how large they are together.
    private static let step = 100
    private static let stepBytes = 4_000_000

    let studio: Studio
    let reader: any BulkReader
    let work: LeasedWork
    let bulk: StoredBulk
    let owner: SubjectID

    private struct State {
        var lines = BulkLines()
        var names: Set<String> = []
        var count = 0
        var rows: [StoredBulkRow] = []
        var bytes = 0
        let last: Int
    }

    /// - Throws: `Problem` for a file that is not there any more, has no lines or too many; `BulkStopped` when nothing more is to be read.
    func run() async throws {
        guard let file = bulk.source else { return }
        let permit = try await studio.gate.permit(ProvideService.self, for: owner)
        let head = try await studio.head(of: bulk, under: permit)
        let (id, subject) = (bulk.id, owner)
        let last = try await studio.store.read { tx in
            try BulkRecords(tx, of: subject).lastPosition(of: id) ?? -1
        }
        _ = try await studio.storedFile(file, under: permit)
        var state = State(last: last)
        for try await chunk in try await studio.lines(of: file, under: permit) {
            for piece in state.lines.feed(chunk) {
                try await take(piece, head, &state, under: permit)
            }
        }
        if let piece = state.lines.finish() { try await take(piece, head, &state, under: permit) }
        guard state.count > 0 else { throw Problem(.batchEmpty) }
        try await keep(&state)
        let (studio, work, now) = (studio, work, studio.clock.now())
        try await studio.store.write { tx in
            try studio.queue.confirm(work, in: tx)
            try BulkRecords(tx, of: subject).begin(id, at: now)
        }
    }

    private func take(
        _ piece: BulkLines.Piece,
        _ head: BulkHead,
        _ state: inout State,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        try Task.checkCancellation()
        state.count += 1
        guard state.count <= Bulk.mostLines else {
            throw Problem(.batchTooLong, ["limit": "\(Bulk.mostLines)"])
        }
        let line = line(piece, head, &state.names)
        guard line.position > state.last else { return }
        state.rows.append(try await studio.stored(line, under: permit))
        if case .request(let request) = line.content { state.bytes += request.count }
        if state.rows.count >= Self.step || state.bytes >= Self.stepBytes { try await keep(&state) }
    }

    /// A line as its program wrote it; a name that stands twice would leave nobody knowing which answer is whose.
    private func line(
        _ piece: BulkLines.Piece,
        _ head: BulkHead,
        _ names: inout Set<String>
    ) -> BulkLine {
        switch piece {
        case .tooLong(let position):
            let problem = Problem(.bodyTooLarge, ["limit": "\(Bulk.longestLine / 1_024)"])
            return BulkLine(position: position, name: nil, content: .refused(problem))
        case .line(let text, let position):
            let line = reader.line(text, at: position, of: head)
            guard let name = line.name else { return line }
            guard name.count <= Bulk.longestName else {
                let range = ["least": "1", "most": "\(Bulk.longestName)"]
                let problem = Problem(.lengthOutOfRange, field: "custom_id", range)
                return BulkLine(position: position, name: nil, content: .refused(problem))
            }
            guard names.insert(name).inserted else {
                let problem = Problem(.repeatedField, field: "custom_id")
                return BulkLine(position: position, name: name, content: .refused(problem))
            }
            return line
        }
    }

    private func keep(_ state: inout State) async throws {
        let (studio, work, rows, now) = (studio, work, state.rows, studio.clock.now())
        let (id, subject) = (bulk.id, owner)
        let goesOn = try await studio.store.write { tx -> Bool in
            try studio.queue.confirm(work, in: tx)
            let records = BulkRecords(tx, of: subject)
            guard let bulk = try records.bulk(id), bulk.stop == nil else { return false }
            try records.insert(rows, of: id, at: now)
            return true
        }
        guard goesOn else { throw BulkStopped() }
        (state.rows, state.bytes) = ([], 0)
        await studio.checkpoint.reach("bulk.lines")
    }
}

/// Nothing more of a bulk is read: it was stopped, or is gone.
struct BulkStopped: Error {}
