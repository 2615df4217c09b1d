import Engines
import Kernel
import Store
import Vault

/// The SQL of how one person's picture came about.
struct ConversationRecords {
    private let tx: Transaction
    private let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    /// A picture's turn and those before it, the newest first: it ends where the picture before is gone or another's.
    func turns(before image: ImageID, most: Int) throws -> [TurnRow] {
        var (turns, next): ([TurnRow], ImageID?) = ([], image)
        while let id = next, turns.count < most, let found = try turn(of: id) {
            turns.append(found)
            let parent = found.picture.parent
            // Only what was brought from elsewhere could lead in a circle.
            let isCircle = turns.contains { $0.picture.id == parent }
            next = found.isFirst || isCircle ? nil : parent
        }
        return turns
    }

    private func turn(of image: ImageID) throws -> TurnRow? {
        guard let picture = try ImageRecords(tx).picture(image, of: subject), picture.kind == .picture,
            let job = try JobRecords(tx).job(picture.job, of: subject)
        else { return nil }
        return TurnRow(
            picture: picture,
            job: job,
            inputs: try InputRecords(tx).inputs(of: job.id)
        )
    }
}

/// A turn as it lies in the database: its personal parts sealed.
struct TurnRow: Sendable {
    let picture: Image
    let job: JobRow
    let inputs: [JobInput]

    /// Whether nothing came before: what was made of words may vary another picture, and did not see it.
    var isFirst: Bool { [Model.Task.generate, .upload].map(\.rawValue).contains(job.task) }
}
