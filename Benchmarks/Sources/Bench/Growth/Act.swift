import Accounts
import Kernel
import Purposes
import Studio

/// Something that people do again and again, whose time must not grow with everybody else's data.
struct Act: Sendable {
    let name: String
    let perform: @Sendable (Installation, WatchedPeople.Person, _ number: Int) async throws -> Void

    static let all = [recognise, showJob, showGallery, search, retry, order]

    private static let recognise = Act(name: "visitor by cookie") { installation, person, _ in
        guard try await installation.accounts.recognise(person.token) != nil else {
            throw Complaint("a watched visitor is unknown")
        }
    }

    private static let showJob = Act(name: "job by id") { installation, person, number in
        let permit = try await installation.permit(for: person)
        _ = try await installation.studio.job(person.jobs[number % person.jobs.count], under: permit)
    }

    private static let showGallery = Act(name: "gallery page") { installation, person, _ in
        try await installation.page(of: person, holding: nil)
    }

    private static let search = Act(name: "gallery search by word") { installation, person, _ in
        try await installation.page(of: person, holding: WatchedPeople.word)
    }

    private static let retry = Act(name: "order again, same idempotency key") {
        installation,
        person,
        number in
        let order = try WatchedPeople.order(number % WatchedPeople.jobsEach)
        let job = try await installation.studio.submit(order, for: person.visitor.subject)
        guard job.id == person.jobs[number % person.jobs.count] else {
            throw Complaint("a retry did not join its job")
        }
    }

    private static let order = Act(name: "new order") { installation, person, _ in
        let order = Order(
            prompt: try Prompt("a lighthouse"),
            model: "sketch",
            spec: try ImageSpec(size: PixelSize(width: 512, height: 512)),
            count: 1
        )
        _ = try await installation.studio.submit(order, for: person.visitor.subject)
    }
}

extension Installation {
    private static let pageLength = 24

    fileprivate func permit(for person: WatchedPeople.Person) async throws -> Permit<ProvideService> {
        try await gate.permit(ProvideService.self, for: person.visitor.subject)
    }

    fileprivate func page(of person: WatchedPeople.Person, holding words: String?) async throws {
        let permit = try await permit(for: person)
        let page = try await studio.pictures(
            before: nil,
            holding: words,
            limit: Self.pageLength,
            under: permit
        )
        guard page.items.count == Self.pageLength, page.next != nil else {
            throw Complaint("a page of the gallery is short")
        }
    }
}
