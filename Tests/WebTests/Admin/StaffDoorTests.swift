import API
import Audit
import HTTPKit
import HTTPTypes
import Kernel
import Purposes
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Who comes in where: denied is what no role names.
struct StaffDoorTests {
    let office: Office

    init() async throws {
        office = try await Office()
    }

    /// Every address of the admin site with an id that leads nowhere, and the right that it takes.
    private var addresses: [(route: StaffRoute, path: String)] {
        Self.addresses(office.web.web.staffRoutes, below: "/admin")
            + Self.addresses(office.web.adminRoutes.routes, below: "/api/admin")
    }

    private static func addresses(
        _ routes: [StaffRoute],
        below root: String
    ) -> [(route: StaffRoute, path: String)] {
        routes.map { route in
            let parts = route.path.split(separator: "/").map { part in
                part == ":image"
                    ? ImageID.sample().text : part.first == ":" ? SubjectID.sample().text : String(part)
            }
            return (route, ([root] + parts).joined(separator: "/"))
        }
    }

    private func ask(
        _ browser: Browser,
        _ route: StaffRoute,
        _ path: String
    ) async throws -> Answer {
        route.method == .get ? try await browser.get(path) : try await browser.post(path, [:])
    }

    @Test func `every route below admin is in the table that names its right`() async throws {
        let pages = Language.allCases.flatMap { language in
            Self.spelled(office.web.web.staffRoutes, below: Route.admin(.overview).path(in: language))
        }
        let table = Set(pages + Self.spelled(office.web.adminRoutes.routes, below: "/api/admin"))
        let mounted = office.web.mounted.filter { $0.contains("/admin") }
        #expect(Set(mounted) == table)
        #expect(table.count > 40)
    }

    /// The routes as the router spells them.
    private static func spelled(_ routes: [StaffRoute], below root: String) -> [String] {
        routes.map { route in
            let parts = route.path.split(separator: "/").map {
                $0.first == ":" ? "{\($0.dropFirst())}" : "\($0)"
            }
            return "\(route.method) \(([root] + parts).joined(separator: "/"))"
        }
    }

    @Test func `for everybody else there is no admin site`() async throws {
        let member = try await office.member("mei@example.org")
        try await office.giveSecondFactor(in: member.session.id)
        let routes = addresses
        try await office.web.browse { browser in
            let visitor = browser.stranger
            _ = try await visitor.draw("A cat")
            for (route, path) in routes {
                for somebody in [browser, visitor, member.sit(at: browser)] {
                    let answer = try await ask(somebody, route, path)
                    #expect(answer.status == .notFound, "\(route.method) \(path)")
                }
            }
        }
    }

    @Test(arguments: StaffRole.allCases)
    func `a role opens what it names, and nothing without a second factor`(role: StaffRole) async throws {
        let (with, without) = (
            try await office.staff(role),
            try await office.staff(role, "without@staff.example", withSecondFactor: false)
        )
        let routes = addresses
        let words = try Shipped.catalogue(.english)
        try await office.web.browse { browser in
            for (route, path) in routes {
                let refused = try await ask(without.sit(at: browser), route, path)
                #expect(refused.status == .forbidden, "\(path)")
                #expect(refused.html.contains(words["problem.staff_second_factor.title"]), "\(path)")
                let answer = try await ask(with.sit(at: browser), route, path)
                let lacksRight = answer.html.contains(words["problem.right_missing.title"])
                #expect(lacksRight == !role.may(route.right), "\(route.method) \(path)")
                #expect((answer.status == .forbidden) || role.may(route.right), "\(route.method) \(path)")
            }
        }
    }

    @Test func `a role that is taken away is gone at the next request`() async throws {
        let (owner, other) = (try await office.staff(.owner), try await office.staff(.support))
        try await office.web.browse { browser in
            #expect(try await other.sit(at: browser).get("/admin").status == .ok)
            try await office.place.staff.remove(other.subject, by: .commandLine)
            #expect(try await other.sit(at: browser).get("/admin").status == .notFound)
            #expect(try await owner.sit(at: browser).get("/admin").status == .ok)
        }
    }

    @Test func `each session of staff is logged once, for its person's eyes`() async throws {
        let desk = try await office.staff(.support)
        try await office.web.browse { browser in
            for _ in 0..<3 { _ = try await desk.sit(at: browser).get("/admin") }
        }
        let permit = try await office.place.gate.permit(ManageAccount.self, for: desk.subject)
        let acts = try await office.place.audit.acts(limit: 10, under: permit).acts
        #expect(acts.filter { $0.act == .signInStaff }.map(\.details) == [[.role: "support"]])
    }
}
