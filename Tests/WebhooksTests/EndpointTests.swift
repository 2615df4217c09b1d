import Foundation
import Kernel
import Outbound
import Privacy
import Store
import Studio
import TestSupport
import Testing

@testable import Webhooks

/// Setting receivers up, and what they are told of.
@Suite(.timeLimit(.minutes(5)))
struct EndpointTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test(arguments: [
        "", "hooks.example", "ftp://hooks.example/", "https://user@hooks.example/",
        "https://hooks.example/#x",
        "https://127.1/", "https://0x7f.1/", "https://[::ffff:10.0.0.1]/", "https://hooks.example/ü",
        "javascript:alert(1)",
        "https://hooks.example/" + String(repeating: "x", count: 2_048),
    ])
    func `what is no address is refused`(text: String) {
        // Whoever wrote a longer one is told how long it may be.
        let problem = Problem(.webhookAddressMalformed, field: "url", ["limit": "2048"])
        #expect(throws: problem) { try WebhookAddress(text) }
    }

    @Test func `a description may be empty, and what is wrong with one says so`() throws {
        #expect(try WebhookNote("").isEmpty)
        let problem = try #require(#expect(throws: Problem.self) { try WebhookNote("\u{7}") })
        #expect(problem.code == .textMalformed && problem.detail.key == "problem.note_malformed.detail")
        #expect(problem.detail.arguments["limit"] == "200")
    }

    @Test(arguments: [
        "http://hooks.example/", "https://10.0.0.1/", "https://127.0.0.1/", "https://[::1]/",
        "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/", "http://127.0.0.1/",
    ])
    func `elsewhere than on a local server, nothing goes into a network or without TLS`(
        text: String
    ) async throws {
        var plan = TestInstallation.Plan()
        plan.isLocal = false
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let new = try NewWebhook(WebhookAddress(text))
        await #expect(throws: Problem(.addressRefused, field: "url")) {
            _ = try await place.webhooks.add(new, for: person)
        }
        #expect(try await place.rows(in: "webhooks_endpoint") == 0)
    }

    @Test(arguments: ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
    func `a name that leads into a network is refused when it is looked up`(address: String) async throws {
        var plan = TestInstallation.Plan()
        plan.isLocal = false
        plan.names = Resolver { _ in [IPAddress(address)].compactMap { $0 } }
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let new = try NewWebhook(WebhookAddress("https://hooks.example/"))
        let id = try await place.webhooks.add(new, for: person).webhook.id
        try await place.tell(person)
        try await place.post(until: "attempts = 1")
        #expect(try await place.deliveries(to: id, of: person).first?.reason == .addressRefused)
    }

    @Test func `on a local server, another machine of the network is refused too`() async throws {
        let new = try NewWebhook(WebhookAddress("http://192.168.1.9/"))
        await #expect(throws: Problem(.addressRefused, field: "url")) {
            _ = try await place.webhooks.add(new, for: person)
        }
    }

    @Test func `there are at most twenty, and events must be known`() async throws {
        for _ in 0..<Webhooks.most { _ = try await place.receiver(at: 9, of: person) }
        await #expect(throws: Problem(.tooManyWebhooks, ["most": "20"])) {
            _ = try await place.receiver(at: 9, of: person)
        }
        for names in [[], ["ping"], ["job.succeeded", "everything"]] {
            #expect {
                _ = try NewWebhook(WebhookAddress("https://x.example/"), events: Set(named: names))
            } throws: {
                ($0 as? Problem)?.code == .valueUnknown
            }
        }
    }

    @Test func `what is not one's own does not exist`() async throws {
        let (id, other) = (
            try await place.receiver(at: 9, of: person).webhook.id, try await place.newVisitor()
        )
        try await place.tell(person)
        let delivery = try #require(try await place.deliveries(to: id, of: person).first?.id)
        let webhooks = place.webhooks
        await #expect(throws: Problem(.notFound)) { _ = try await webhooks.webhook(id, of: other) }
        await #expect(throws: Problem(.notFound)) { _ = try await webhooks.rotate(id, of: other) }
        await #expect(throws: Problem(.notFound)) { _ = try await webhooks.test(id, of: other) }
        await #expect(throws: Problem(.notFound)) { try await webhooks.delete(id, of: other) }
        await #expect(throws: Problem(.notFound)) {
            _ = try await webhooks.change(id, WebhookChange(isOn: false), of: other)
        }
        await #expect(throws: Problem(.notFound)) {
            _ = try await webhooks.delivery(delivery, to: id, of: other)
        }
        await #expect(throws: Problem(.notFound)) {
            _ = try await webhooks.redeliver(delivery, to: id, of: other)
        }
        #expect(try await webhooks.webhooks(of: other) == [])
    }

    @Test func `a receiver is changed in part, and its words lie sealed`() async throws {
        let note = try WebhookNote("The shop's own server")
        let new = try NewWebhook(WebhookAddress("https://hooks.example/x"), note: note, events: [.jobFailed])
        let id = try await place.webhooks.add(new, for: person).webhook.id
        let moved = try WebhookChange(address: WebhookAddress("https://new.example/y"))
        let changed = try await place.webhooks.change(id, moved, of: person)
        #expect(changed.address.text == "https://new.example/y" && changed.note == note)
        #expect(changed.events == [.jobFailed] && changed.off == nil)
        let bare = try await place.webhooks.change(
            id,
            WebhookChange(note: WebhookNote(""), events: [.batchFinished]),
            of: person
        )
        #expect(bare.note == nil && bare.events == [.batchFinished])
        let readable: SQL = "instr(address, 'example') > 0 OR instr(secret, 'whsec') > 0"
        #expect(try await place.rows(in: "webhooks_endpoint", where: readable) == 0)
    }

    @Test func `a deleted receiver takes its notices along`() async throws {
        let id = try await place.receiver(at: 9, of: person).webhook.id
        try await place.tell(person)
        try await place.webhooks.delete(id, of: person)
        #expect(try await place.rows(in: "webhooks_delivery") == 0)
        #expect(try await place.rows(in: "queue_work", where: "type = 'webhooks.deliver'") == 0)
    }

    @Test func `a failed job, a deleted picture and a finished batch are told, each once`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.draws, .refuses(.engineRefusedInput), .draws, .draws])
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let id = try await place.receiver(at: 9, of: person).webhook.id
        let made = try await place.run(.sample(), for: person)
        let failed = try await place.run(.sample("another"), for: person)
        let picture = try #require(made.images.first?.id)
        try await place.privacy.remove(picture, of: person)
        var defaults = BatchDefaults()
        (defaults.model, defaults.size) = ("free", "64x64")
        let recipe = try BatchRecipe(template: PromptTemplate("cat {name}"), defaults: defaults)
        let wish = BatchWish(
            recipe,
            try BatchSheet(rows: [["name": "a"], ["name": "b"]], filling: recipe.template)
        )
        let estimate = try await place.studio.estimate(wish)
        let batch = try await place.studio.submit(wish, estimate, for: person)
        try await place.working {
            while try await !place.studio.batch(batch.id, under: place.permit(for: person)).isOver {
                await Task.yield()
            }
        }
        let told = try await place.deliveries(to: id, of: person).map(\.event).reversed()
        #expect(
            Array(told.prefix(3)) == [
                WebhookEvent(.jobSucceeded, about: made.id.text),
                WebhookEvent(.jobFailed, about: failed.id.text),
                WebhookEvent(.imageDeleted, about: picture.text),
            ]
        )
        #expect(told.filter { $0.kind == .jobSucceeded }.count == 3)
        #expect(
            told.filter { $0.kind == .batchFinished } == [WebhookEvent(.batchFinished, about: batch.id.text)]
        )
        #expect(told.last?.kind == .batchFinished)
    }

    @Test func `a cancelled job and a batch that never began are told`() async throws {
        let id = try await place.receiver(at: 9, of: person).webhook.id
        let job = try await place.submit(.sample(), for: person)
        _ = try await place.studio.cancel(job, under: place.permit(for: person))
        var defaults = BatchDefaults()
        (defaults.model, defaults.size) = ("free", "64x64")
        let recipe = try BatchRecipe(template: PromptTemplate("cat {name}"), defaults: defaults)
        let wish = BatchWish(recipe, try BatchSheet(rows: [["name": "a"]], filling: recipe.template))
        let estimate = try await place.studio.estimate(wish)
        let batch = try await place.studio.submit(wish, estimate, for: person)
        _ = try await place.studio.cancel(batch.id, under: place.permit(for: person))
        let told = try await place.deliveries(to: id, of: person).map(\.event).reversed()
        #expect(
            Array(told) == [
                WebhookEvent(.jobCanceled, about: job.text),
                WebhookEvent(.batchFinished, about: batch.id.text),
            ]
        )
    }

    @Test func `after thirty days nobody knows what was told`() async throws {
        // A visitor's own time would be over before.
        let person = try await place.newPerson()
        let id = try await place.receiver(at: 9, of: person).webhook.id
        try await place.tell(person)
        place.time.advance(by: .days(30))
        try await place.sweep()
        #expect(try await place.deliveries(to: id, of: person) == [])
        #expect(try await place.rows(in: "webhooks_endpoint") == 1)
    }
}
