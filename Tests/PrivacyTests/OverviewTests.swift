import Accounts
import Audit
import Foundation
import Kernel
import Privacy
import Purposes
import Store
import TestSupport
import Testing

/// What somebody is shown of what is kept follows the inventory, and nothing but what is there.
@Suite(.timeLimit(.minutes(5)))
struct OverviewTests {
    let place: TestInstallation

    init() async throws {
        place = try await TestInstallation()
    }

    @Test(arguments: TestInstallation.inventory.filter { $0.keep != nil && $0.subject != .nobody })
    func `every table about people says since when its rows are there`(table: InventoryTable) throws {
        let column =
            switch try #require(table.beginning) {
            case .moment(let column), .id(let column): column
            }
        #expect(table.columns.contains { $0.name == column })
    }

    @Test func `every row of somebody is counted, and nothing else`() async throws {
        let person = try await place.seededPerson()
        _ = try await place.seededPerson()
        let found = try await place.overview(of: person)
        for table in TestInstallation.inventory {
            guard case .column(let column) = table.subject, let name = SQLName(column) else { continue }
            let rows = try await place.rows(in: table.name, where: "\(name: name) = \(person)")
            let counted = found.holdings.filter { $0.store == table.name }.map(\.count).max() ?? 0
            #expect(counted <= rows, "\(table.name)")
            #expect(counted > 0 || rows == 0 || !table.hasPersonalData, "\(table.name) is missing")
        }
        #expect(found.holdings.contains { $0.kind == .files && $0.count == 4 })
        #expect(found.locations.map(\.store).sorted() == ["blobs", "nbp_main"])
        #expect(found.recipients == [])
    }

    @Test func `a line says why, since when and until when`() async throws {
        let visitor = try await place.accounts.welcome().visitor
        let found = try await place.overview(of: visitor.subject)
        let line = try #require(found.holdings.first { $0.store == "accounts_visitor" })
        #expect(line.purposes.map(\.key) == ["provide_service"])
        #expect(line.since == place.time.now)
        #expect(line.until == visitor.expiresAt)
        #expect(line.keep.period.iso8601 == "P7D")
    }

    @Test func `of somebody without anything nothing is shown`() async throws {
        let found = try await place.overview(of: .sample(9))
        #expect(found.holdings == [])
        #expect(found.locations == [])
    }

    @Test func `the journal holds looks of others and no acts of one's own`() async throws {
        let person = try await place.newVisitor()
        try await place.audit.record(.staffRead, about: person, [.role: "support", .reason: "help"])
        try await place.audit.record(.export, about: person, [.what: "archive"])
        let page = try await place.overview.journal(limit: 10, under: place.gate.permit(for: person))
        #expect(page.acts.map(\.act) == [.staffRead])
        #expect(page.next == nil)
    }
}

extension TestInstallation {
    fileprivate func overview(of person: SubjectID) async throws -> PersonalOverview {
        try await overview.overview(under: gate.permit(for: person))
    }
}

extension InventoryTable {
    fileprivate var hasPersonalData: Bool {
        columns.contains { if case .personal = $0.content { true } else { false } }
    }
}
