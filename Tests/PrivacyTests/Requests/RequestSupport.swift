import Accounts
import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Privacy

extension TestInstallation {
    func newMember(_ address: String = "mei@mail.example") async throws -> SubjectID {
        let email = try #require(EmailAddress(address))
        let country = try #require(Country("TW"))
        return try await staff.appoint(email, as: .readOnly, in: .english, country: country, by: .commandLine)
            .subject
    }

    func ask(
        _ kind: RequestKind,
        of address: String? = "mei@mail.example",
        _ text: String = "please"
    ) async throws -> TakenRequest {
        let new = try NewRequest(kind, by: .form, regime: nil, text: text, language: .english)
        return try await requests.take(new, from: .address(address.flatMap { EmailAddress($0) }))
    }

    /// Has a code sent that the test knows.
    func code(for request: RightsRequestID, _ digits: String = "1234 5678") async throws -> RequestCode {
        let code = try #require(RequestCode(digits))
        let (index, now) = (code.index(in: vault, for: request), time.clock.now())
        try await store.write { tx in try RequestRecords(tx).setCode(index, of: request, at: now) }
        return code
    }

    func state(of request: RightsRequestID) async throws -> RequestState {
        try await requests.request(request).state
    }

    /// Takes a request back to where a crash before its answer leaves it.
    func reopen(_ request: RightsRequestID) async throws {
        try await store.write { tx in
            _ = try tx.run(
                "UPDATE privacy_request SET state = 'open', closed_at = NULL WHERE id = \(request)"
            )
        }
    }

    func staffActor() async throws -> RequestActor {
        .staff(try await newMember("staff@mail.example"), role: "privacy")
    }

    /// What waits to be sent for a request, by kind.
    func mailKinds(of request: RightsRequestID) async throws -> [String] {
        try await store.read { tx in
            try tx.all(
                """
                SELECT m.kind FROM mail_outbox m JOIN privacy_request r ON r.subject_id = m.subject_id
                WHERE r.id = \(request) ORDER BY m.id
                """
            ) { try $0.get("kind") }
        }
    }
}

/// Expects that something is refused with this code.
func expectProblem(_ code: Problem.Code, _ act: () async throws -> Void) async {
    var found: Problem.Code?
    do {
        try await act()
    } catch {
        found = (error as? Problem)?.code
    }
    #expect(found == code)
}
