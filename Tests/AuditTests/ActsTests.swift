import Crypto
import Foundation
import Kernel
import Purposes
import Store
import TestSupport
import Testing

@testable import Audit

/// What a person reads of the log, and what nobody can.
struct ActsTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    private func acts(of person: SubjectID, before leaf: Int? = nil, limit: Int = 10) async throws -> ActPage
    {
        try await place.audit.acts(before: leaf, limit: limit, under: place.permit(for: person))
    }

    @Test func `a person's acts come newest first with what was said of them`() async throws {
        try await place.audit.record(.accountOpened, about: person)
        try await place.audit.record(.settingsChanged, about: nil, [.what: "workers"])
        place.time.advance(by: .hours(1))
        let details: AuditDetails = [.reason: "ticket 7", .role: "support", .what: "gallery"]
        try await place.audit.record(.staffRead, about: person, details)
        let page = try await acts(of: person)
        #expect(
            page.acts == [
                OpenedAct(number: 2, act: .staffRead, at: place.time.now, details: details),
                OpenedAct(number: 0, act: .accountOpened, at: place.time.now - .hours(1), details: [:]),
            ]
        )
        #expect(page.next == nil)
    }

    @Test func `pages follow each other without gap or overlap`() async throws {
        for number in 0..<7 { try await place.audit.record(.export, about: person, [.what: "\(number)"]) }
        var (numbers, next) = ([Int](), Int?.none)
        repeat {
            let page = try await acts(of: person, before: next, limit: 3)
            numbers += page.acts.map(\.number)
            next = page.next
        } while next != nil
        #expect(numbers == [6, 5, 4, 3, 2, 1, 0])
    }

    @Test func `nobody reads another person's acts`() async throws {
        try await place.audit.record(.export, about: person)
        let other = try await place.newVisitor()
        #expect(try await acts(of: other).acts.isEmpty)
    }

    @Test(
        arguments: [
            "UPDATE audit_leaf SET at = at + 1, commitment = x'00'",
            "UPDATE audit_leaf SET subject_ref = x'00'",
            "UPDATE audit_detail SET sealed = x'0100'",
            "UPDATE audit_detail SET leaf = 1 - leaf",
        ] as [SQL]
    )
    func `details that do not fit their leaf any more are not shown`(change: SQL) async throws {
        try await place.audit.record(.export, about: person, [.what: "all"])
        try await place.audit.record(.restriction, about: person, [.what: "on"])
        try await place.store.write { tx in _ = try tx.run(change) }
        let page = try await acts(of: person)
        #expect(page.acts.count == 2)
        #expect(page.acts.allSatisfy { $0.details == nil })
    }

    @Test func `no two leaves of a person share a value`() async throws {
        for _ in 0..<2 { try await place.audit.record(.export, about: person, [.what: "all"]) }
        let leaves = [try await place.audit.leaf(0), try await place.audit.leaf(1)].compactMap { $0 }
        try #require(leaves.count == 2)
        #expect(leaves[0].subjectRef != leaves[1].subjectRef)
        #expect(leaves[0].commitment != leaves[1].commitment)
    }

    @Test func `an act about nobody has no reference, and its fact opens its commitment`() async throws {
        try await place.audit.record(.settingsChanged, about: nil, [.what: "workers"])
        #expect(try await place.audit.leaf(0)?.subjectRef == nil)
        let fact = try await place.store.read { tx in
            try tx.first("SELECT salt, details FROM audit_fact WHERE leaf = 0") { row in
                let (salt, details): (Data, String) = try (row.get("salt"), row.get("details"))
                return SaltedAct(Data(details.utf8), salt: .init(data: salt)).commitment
            }
        }
        #expect(try await place.audit.leaf(0)?.commitment == fact)
    }
}
