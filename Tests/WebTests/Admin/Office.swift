import API
import Foundation
import HTTPKit
import HTTPTypes
import Kernel
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// A website whose staff can be made up at will.
struct Office: Sendable {
    static let password = "correct horse battery staple"

    let web: WebUnderTest

    /// Beside an installation that is changed as one likes, there are servers and keys of engines elsewhere.
    init(
        lanes: [LaneState] = [],
        _ change: (inout TestInstallation.Plan) -> Void = { _ in }
    ) async throws {
        var plan = TestInstallation.Plan()
        change(&plan)
        web = try await WebUnderTest(plan, lanes: lanes)
    }

    var place: TestInstallation { web.installation }

    /// An account as somebody opens it, signed in.
    func member(_ email: String) async throws -> Desk {
        let address = try #require(EmailAddress(email))
        let appointed = try await place.staff.appoint(
            address,
            as: .readOnly,
            in: .english,
            country: try #require(Country("TW")),
            by: .commandLine
        )
        let token = try #require(appointed.invitation)
        try await place.accounts.reset(by: token, to: Password(Self.password))
        try await place.store.write { tx in
            _ = try tx.run("DELETE FROM accounts_staff WHERE subject_id = \(appointed.subject)")
        }
        return try await signIn(appointed.subject, email)
    }

    /// Another browser of an account, signed in.
    func signIn(_ subject: SubjectID, _ email: String) async throws -> Desk {
        let entry = try await place.accounts.signIn(
            email: email,
            password: Password(Self.password),
            traits: ClientTraits(device: "Firefox, Linux", network: "203.0.113.0/24")
        )
        let signedIn = try #require(entry.signedIn)
        let session = try #require(try await place.accounts.session(signedIn.token))
        return Desk(subject: subject, session: session, token: signedIn.token)
    }

    /// Somebody of the staff, with or without a second factor in the session.
    func staff(
        _ role: StaffRole,
        _ email: String? = nil,
        withSecondFactor: Bool = true
    ) async throws -> Desk {
        let email = email ?? "\(role.rawValue)@staff.example"
        let desk = try await member(email)
        let (subject, session, now) = (desk.subject, desk.session.id, place.time.now)
        try await place.store.write { tx in
            _ = try tx.run(
                """
                INSERT INTO accounts_staff (subject_id, role, made_at) VALUES (\(subject), \(role), \(now))
                """
            )
        }
        if withSecondFactor { try await giveSecondFactor(in: session) }
        return desk
    }

    func giveSecondFactor(in session: SessionID) async throws {
        let now = place.time.now
        try await place.store.write { tx in
            _ = try tx.run("UPDATE accounts_session SET second_factor_at = \(now) WHERE id = \(session)")
        }
    }
}

/// Somebody's signed-in browser.
struct Desk: Sendable {
    let subject: SubjectID
    let session: Session
    let token: Token

    /// The browser, its cookie set.
    func sit(at browser: Browser) -> Browser {
        let own = browser.stranger
        own.keep(session: token.secret.reveal())
        return own
    }
}
