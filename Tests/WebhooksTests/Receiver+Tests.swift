import Foundation
import Kernel
import Logging
import Queue
import Store
import TestSupport
import Testing

@testable import Webhooks

extension TestInstallation {
    /// A receiver at a port of this machine.
    func receiver(
        at port: Int,
        of person: SubjectID,
        events: Set<WebhookEvent.Kind>? = nil
    ) async throws -> ShownWebhook {
        let address = try WebhookAddress("http://127.0.0.1:\(port)/hook")
        return try await webhooks.add(NewWebhook(address, events: events), for: person)
    }

    /// Tells somebody's receivers that a job of a number succeeded.
    func tell(_ person: SubjectID, job number: UInt64 = 1) async throws {
        let event = WebhookEvent(.jobSucceeded, about: JobID.sample(number).text)
        try await store.write { [webhooks] tx in try webhooks.tell(event, of: person, in: tx) }
    }

    /// Runs `body` beside the worker that posts notices.
    func posting<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let worker = webhooks.worker
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Waits, beside the worker, until there are so many rows of deliveries that fulfil the condition, and no turn is under way.
    func settle(_ condition: SQL, _ count: Int = 1) async throws {
        while true {
            let found = try await rows(in: "webhooks_delivery", where: condition)
            let turns = try await rows(
                in: "queue_work",
                where: "type = 'webhooks.deliver' AND lease IS NOT NULL"
            )
            if found == count, turns == 0 { return }
            // The worker may have reckoned its pause before the clock was moved, and only then lie down.
            webhooks.queue.wake()
            await Task.yield()
        }
    }

    /// Posts what is due, until so many deliveries fulfil the condition.
    func post(until condition: SQL, _ count: Int = 1) async throws {
        try await posting { try await settle(condition, count) }
    }

    func deliveries(to webhook: WebhookID, of person: SubjectID) async throws -> [WebhookDelivery] {
        try await webhooks.deliveries(to: webhook, before: nil, limit: 100, of: person).items
    }
}

/// A request as a receiver reads it.
struct ReceivedNotice {
    let line: String
    let headers: [String: String]
    let body: String

    init(_ request: String) throws {
        let parts = request.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        line = String(try #require(lines.first))
        body = parts.count > 1 ? String(parts[1]) : ""
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstRange(of: ": ").map {
                    (line[..<$0.lowerBound].lowercased(), String(line[$0.upperBound...]))
                }
            }
        ) { first, _ in first }
    }

    /// Whether one of its signatures is the secret's.
    func isSigned(with secret: Secret) throws -> Bool {
        let secret = try #require(WebhookSecret(secret.reveal()))
        let seconds = try #require(headers["webhook-timestamp"].flatMap { Int64($0) })
        let id = try #require(headers["webhook-id"])
        let own = secret.signature(of: Data(body.utf8), named: id, at: seconds)
        return signatures.contains(own)
    }

    var signatures: [String] {
        headers["webhook-signature"]?.split(separator: " ").map(String.init) ?? []
    }
}

extension ScriptedServer {
    /// Takes a request and never says anything.
    static let hangs: Script = { _, _ in try await forever() }
}
