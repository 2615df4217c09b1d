import Accounts
import Foundation
import Kernel
import Store
import Studio

/// People whose lists and jobs are timed: the same few in every installation, however many others there are.
struct WatchedPeople: Sendable {
    struct Person: Sendable {
        let visitor: Visitor
        let token: Token
        var jobs: [JobID] = []
    }

    static let count = 10
    static let jobsEach = 30
    /// A word of every prompt.
    static let word = "boat"

    private(set) var people: [Person] = []

    /// Makes them through the product; their jobs count as done, with a picture each.
    init(in installation: Installation) async throws {
        for _ in 0..<Self.count {
            let (visitor, token) = try await installation.accounts.welcome()
            var person = Person(visitor: visitor, token: token)
            for number in 0..<Self.jobsEach {
                let order = try Self.order(number)
                person.jobs.append(try await installation.studio.submit(order, for: visitor.subject).id)
            }
            try await Self.finish(person, in: installation)
            people.append(person)
        }
    }

    /// The order of a number: the same words and key whenever it is asked for.
    static func order(_ number: Int) throws -> Order {
        Order(
            prompt: try Prompt("a red \(word) on a lake, number \(number)"),
            model: "sketch",
            spec: try ImageSpec(size: PixelSize(width: 1_024, height: 1_024)),
            count: 1,
            idempotencyKey: try IdempotencyKey("order-\(number)")
        )
    }

    private static func finish(_ person: Person, in installation: Installation) async throws {
        let subject = person.visitor.subject
        try await installation.store.write { tx in
            try tx.run("DELETE FROM queue_work WHERE subject_id = \(subject)")
            try tx.run(
                """
                UPDATE studio_job SET status = 'succeeded', finished_at = created_at, revision = 4
                WHERE subject_id = \(subject)
                """
            )
            // A picture may well have its job's number: they are ids of two kinds.
            try tx.run(
                """
                INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, source,
                    revision, made_at)
                SELECT id, subject_id, id, 0, width, height, seed, 200000, 'algorithmicMedia', 3, created_at
                FROM studio_job WHERE subject_id = \(subject)
                """
            )
        }
    }
}
