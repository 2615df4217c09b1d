package import Kernel
import Store

/// A deletion that somebody asked for, from the asking to the report.
///
/// Its id is told to whoever asked and is the way to the report when nothing else of them is left; the report tells numbers.
package struct Removal: Hashable, Sendable {
    package enum Scope: String, CaseIterable, Sendable, SQLConvertible {
        case image
        /// Everything that somebody made; who they are stays.
        case content
        case everything
    }

    package enum State: String, CaseIterable, Sendable {
        case pending
        case canceled
        case erasing
        case erased
    }

    package let id: RemovalID
    /// Nil once an erasure of everything has begun: then the line is about nobody.
    package let subject: SubjectID?
    package let scope: Scope
    /// The picture, where it is one.
    package let image: ImageID?
    package let askedAt: Timestamp
    /// When it begins; until then it can be cancelled.
    package let dueAt: Timestamp
    package let canceledAt: Timestamp?
    package let begunAt: Timestamp?
    package let finishedAt: Timestamp?
    package let counts: [StoreCount]
    package let retained: [Retained]

    package init(
        id: RemovalID,
        subject: SubjectID?,
        scope: Scope,
        image: ImageID?,
        askedAt: Timestamp,
        dueAt: Timestamp,
        canceledAt: Timestamp?,
        begunAt: Timestamp?,
        finishedAt: Timestamp?,
        counts: [StoreCount],
        retained: [Retained]
    ) {
        self.id = id
        self.subject = subject
        self.scope = scope
        self.image = image
        self.askedAt = askedAt
        self.dueAt = dueAt
        self.canceledAt = canceledAt
        self.begunAt = begunAt
        self.finishedAt = finishedAt
        self.counts = counts
        self.retained = retained
    }

    package var state: State {
        if canceledAt != nil { return .canceled }
        if finishedAt != nil { return .erased }
        return begunAt == nil ? .pending : .erasing
    }
}

/// How long somebody wants to be able to change their mind: the closed list.
package enum Grace: Int, CaseIterable, Sendable {
    case none = 0
    case week = 7
    case month = 30

    package var duration: Duration { .days(rawValue) }

    /// - Throws: `Problem` `malformed_parameter` for any other number of days.
    package init(days: Int?) throws(Problem) {
        guard let grace = Grace(rawValue: days ?? 0) else {
            throw Problem(.malformedParameter, field: "grace_days", ["expected": "0, 7, 30"])
        }
        self = grace
    }
}

/// How much one store held before a deletion and how much of that has gone.
package struct StoreCount: Hashable, Sendable, Codable {
    package let store: String
    package var before: Int
    package var erased: Int

    package init(_ store: String, before: Int, erased: Int = 0) {
        self.store = store
        self.before = before
        self.erased = erased
    }
}

/// What a deletion had to leave, on which ground, and until when.
package struct Retained: Hashable, Sendable, Codable {
    package let store: String
    package let ground: String
    package let records: Int
    /// RFC 3339; nil while nobody can say.
    package let until: String?

    package init(
        store: String,
        ground: String,
        records: Int,
        until: Timestamp?
    ) {
        self.store = store
        self.ground = ground
        self.records = records
        self.until = until?.description
    }
}

/// The name of one record that a hold or a restriction is about: a picture or a job.
package enum RecordName: Hashable, Sendable {
    case image(ImageID)
    case job(JobID)

    /// Nil for an id of anything else.
    package init?(_ text: String) {
        if let id = ImageID(text) {
            self = .image(id)
        } else if let id = JobID(text) {
            self = .job(id)
        } else {
            return nil
        }
    }

    /// Nil for a job.
    package var image: ImageID? {
        if case .image(let id) = self { return id }
        return nil
    }

    /// Nil for a picture.
    package var job: JobID? {
        if case .job(let id) = self { return id }
        return nil
    }

    package var text: String {
        switch self {
        case .image(let id): id.text
        case .job(let id): id.text
        }
    }
}
