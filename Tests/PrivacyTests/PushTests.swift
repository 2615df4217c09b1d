import Blobs
import Foundation
import Kernel
import Logging
import Queue
import Store
import TestSupport
import Testing

@testable import Privacy

/// Archives that go to another installation.
@Suite(.timeLimit(.minutes(5)))
struct PushTests {
    static let token = String(repeating: "ab", count: 32)

    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    private static func address(_ port: Int) throws -> TransferAddress {
        try #require(TransferAddress("http://127.0.0.1:\(port)\(TransferAddress.path)\(token)"))
    }

    /// Sends an archive to a server that answers as told, and waits for the end.
    private func push(
        to script: @escaping ScriptedServer.Script
    ) async throws -> (export: Export, requests: [String]) {
        let export = try await place.exported(person)
        return try await ScriptedServer.serving(script) { [place, person] port, server in
            let address = try Self.address(port)
            _ = try await place.archives.push(export.id, of: person, to: address)
            return (try await place.sent(export.id, of: person), server.requests)
        }
    }

    @Test func `an archive that was taken goes whole, and is gone here`() async throws {
        let (export, requests) = try await push(to: ScriptedServer.answer("", status: "202 Accepted"))
        #expect(export.status == .taken)
        #expect(export.push?.status == .sent)
        #expect(export.push?.reason == nil && export.push?.endedAt != nil)
        let (head, size) = (try #require(requests.first?.lowercased()), try #require(export.bytes))
        #expect(requests.count == 1)
        #expect(head.hasPrefix("post \(TransferAddress.path)\(Self.token) http/1.1"))
        #expect(head.contains("content-type: application/zip") && head.contains("idempotency-key: psh_"))
        #expect(head.contains("content-length: \(size)"))
        #expect(try await place.shelf.list().isEmpty)
        #expect(try await place.rows(in: "privacy_push", where: "address IS NOT NULL") == 0)
        await #expect(throws: Problem(.exportTaken)) {
            _ = try await place.archives.take(export.id, of: person)
        }
    }

    @Test func `the audit log tells where an archive went, and not by which address`() async throws {
        _ = try await push(to: ScriptedServer.answer("", status: "202 Accepted"))
        let acts = try await place.archive(of: person).rows("journal")
        let told = acts.compactMap { $0["details"] as? [String: String] }.compactMap { $0["what"] }
        let sent = try #require(told.first { $0.hasPrefix("archive → http://127.0.0.1:") })
        #expect(!sent.contains(Self.token))
    }

    @Test(arguments: [
        ("302 Found", PushReason.redirected, 302), ("404 Not Found", .unknownAddress, 404),
        ("410 Gone", .usedAddress, 410), ("413 Content Too Large", .tooLarge, 413),
        ("403 Forbidden", .otherAnswer, 403), ("200 OK", .otherAnswer, 200),
    ])
    func `what is refused is told with its status, and can be fetched as before`(
        status: String,
        reason: PushReason,
        answer: Int
    ) async throws {
        let (export, requests) = try await push(to: ScriptedServer.answer("", status: status))
        #expect(export.status == .ready)
        #expect(export.push?.status == .refused)
        #expect(export.push?.reason == reason)
        #expect(export.push?.answer == answer)
        #expect(requests.count == 1)
        #expect(try await place.archives.take(export.id, of: person).size == export.bytes)
    }

    @Test func `a server that is busy is asked again, by the same name`() async throws {
        let tries = Turns()
        let (export, requests) = try await push { request, write in
            let status = await tries.next() < 3 ? "503 Busy" : "202 Accepted"
            try await ScriptedServer.answer("", status: status)(request, write)
        }
        #expect(export.push?.status == .sent)
        let names = requests.compactMap { $0.lowercased().firstMatch(of: /idempotency-key: (\S+)/)?.1 }
        #expect(names.count == 3 && Set(names).count == 1)
    }

    @Test func `a connection that breaks is no answer, and the last try is told`() async throws {
        let (export, requests) = try await push { _, write in try await write("HTTP/1.1 202 Acc") }
        #expect(export.status == .ready)
        #expect(export.push?.status == .failed)
        #expect(export.push?.reason == .brokenOff)
        #expect(requests.count == QueueSettings.patient.tries)
    }

    @Test func `a server that cannot be reached is given up, and the archive can be fetched`() async throws {
        let export = try await place.exported(person)
        // The port was just given back, so nobody has it.
        let port = try await ScriptedServer.serving(ScriptedServer.answer("")) { port, _ in port }
        _ = try await place.archives.push(export.id, of: person, to: Self.address(port))
        let end = try await place.sent(export.id, of: person)
        #expect(end.push?.status == .failed)
        #expect(end.push?.reason == .unreachable)
        #expect(try await place.archives.take(export.id, of: person).size == end.bytes)
    }

    @Test func `after the hour of an address nobody is asked, and the archive can be fetched`() async throws {
        let export = try await place.exported(person)
        let requests = try await ScriptedServer.serving(ScriptedServer.answer("", status: "202 Accepted")) {
            [place, person] port, server in
            _ = try await place.archives.push(export.id, of: person, to: Self.address(port))
            place.time.advance(by: Archives.arrivalPatience)
            #expect(try await place.sent(export.id, of: person).push?.status == .failed)
            return server.requests
        }
        #expect(requests.isEmpty)
        #expect(try await place.archives.take(export.id, of: person).size == export.bytes)
    }

    @Test func `on its way an archive is not fetched, not sent twice, and not replaced`() async throws {
        let (export, address) = (try await place.exported(person), try Self.address(9))
        let sending = try await place.archives.push(export.id, of: person, to: address)
        #expect(sending.status == .sending)
        await #expect(throws: Problem(.exportSending)) {
            _ = try await place.archives.take(export.id, of: person)
        }
        await #expect(throws: Problem(.exportSending)) {
            _ = try await place.archives.push(export.id, of: person, to: address)
        }
        #expect(try await place.archives.ask(for: person, in: .english).id == export.id)
        #expect(try await place.rows(in: "privacy_push") == 1)
    }

    @Test func `what was refused can be sent again, elsewhere`() async throws {
        let (export, _) = try await push(to: ScriptedServer.answer("", status: "404 Not Found"))
        try await ScriptedServer.serving(ScriptedServer.answer("", status: "202 Accepted")) {
            [place, person] port, _ in
            _ = try await place.archives.push(export.id, of: person, to: Self.address(port))
            #expect(try await place.sent(export.id, of: person).push?.status == .sent)
        }
    }

    @Test func `somebody else's archive, and one that is not ready, go nowhere`() async throws {
        let (export, other) = (try await place.exported(person), try await place.newVisitor())
        let address = try Self.address(9)
        await #expect(throws: Problem(.notFound)) {
            _ = try await place.archives.push(export.id, of: other, to: address)
        }
        let queued = try await place.archives.ask(for: other, in: .english)
        await #expect(throws: Problem(.exportNotReady)) {
            _ = try await place.archives.push(queued.id, of: other, to: address)
        }
        _ = try await place.archives.take(export.id, of: person)
        await #expect(throws: Problem(.exportTaken)) {
            _ = try await place.archives.push(export.id, of: person, to: address)
        }
        #expect(try await place.rows(in: "privacy_push") == 0)
    }

    @Test func `whoever is erased has nothing sent any more`() async throws {
        let export = try await place.exported(person)
        _ = try await place.archives.push(export.id, of: person, to: Self.address(9))
        try await place.erase(person)
        #expect(try await place.rows(in: "privacy_push") == 0)
        #expect(try await place.rows(in: "queue_work", where: "type = 'privacy.push'") == 0)
    }

    @Test(arguments: [
        "http://studio.example", "https://10.0.0.1", "https://127.0.0.1", "https://[::1]",
        "https://169.254.169.254",
    ])
    func `elsewhere than on a local server, nothing goes into a network or without TLS`(
        base: String
    ) async throws {
        var plan = TestInstallation.Plan()
        plan.isLocal = false
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let export = try await place.exported(person)
        let address = try #require(TransferAddress(base + TransferAddress.path + Self.token))
        await #expect(throws: Problem(.addressRefused)) {
            _ = try await place.archives.push(export.id, of: person, to: address)
        }
    }

    @Test func `a name that leads to this machine is refused when it is looked up`() async throws {
        var plan = TestInstallation.Plan()
        plan.isLocal = false
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let export = try await place.exported(person)
        let address = try #require(
            TransferAddress("https://localhost:9\(TransferAddress.path)\(Self.token)")
        )
        _ = try await place.archives.push(export.id, of: person, to: address)
        let end = try await place.sent(export.id, of: person)
        #expect(end.push?.status == .failed)
        #expect(end.push?.reason == .addressRefused)
    }

    @Test(arguments: [
        "", "studio.example", "https://studio.example/", "https://studio.example/api/privacy/arrivals/",
        "https://studio.example/api/privacy/arrivals/\(token)0",
        "https://studio.example/api/privacy/arrivals/\(token.uppercased())",
        "https://studio.example/api/privacy/arrivals/\(token)?to=elsewhere",
        "https://studio.example/api/jobs/../privacy/arrivals/\(token)",
        "https://somebody@studio.example/api/privacy/arrivals/\(token)",
        "ftp://studio.example/api/privacy/arrivals/\(token)",
    ])
    func `nothing is posted to an address of another form`(text: String) {
        #expect(TransferAddress(text) == nil)
    }

    @Test func `white space that came along counts for nothing`() {
        #expect(TransferAddress(" https://studio.example/api/privacy/arrivals/\(Self.token)\r\n") != nil)
    }
}

/// Counts turns, from one.
private actor Turns {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}

extension TestInstallation {
    /// Waits, beside the carrier, until an archive is no longer on its way; pauses between tries pass at once.
    fileprivate func sent(_ id: ExportID, of person: SubjectID) async throws -> Export {
        let carrier = archives.carrier
        return try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await carrier.run() } }
            defer { group.cancelAll() }
            while true {
                let export = try await archives.export(id, of: person)
                if export.status != .sending { return export }
                let waiting: SQL = "type = 'privacy.push' AND lease IS NULL AND run_at > \(time.now)"
                if try await rows(in: "queue_work", where: waiting) > 0 {
                    time.advance(by: .seconds(2))
                    // The carrier may have reckoned its pause before, and only then lie down.
                    archives.courier.wake()
                }
                await Task.yield()
            }
        }
    }
}
