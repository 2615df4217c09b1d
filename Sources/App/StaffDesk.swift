import Accounts
import FoundationEssentials
import HTTPKit
package import Kernel

/// Decides from the machine itself who is staff: beside a running server, and before its first start.
package struct StaffDesk: Sendable {
    /// One member of staff, in words.
    package struct Line: Sendable {
        package let email: String
        package let role: String
        package let since: String
        /// Whether there is a password yet.
        package let hasFollowed: Bool
    }

    /// What a command cannot do, and what to do instead.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    private let core: Core
    private let settings: Settings

    /// Opens the installation beside a running server.
    /// - Throws: whatever forbids the start of a server; `RestoredCopy`.
    package init(_ settings: Settings) async throws {
        core = try await Core.beside(settings)
        self.settings = settings
    }

    /// Makes somebody staff.
    /// - Returns: what to tell them: a link that works once, or where they sign in.
    package func create(
        _ email: String,
        _ role: String,
        in language: Language,
        country: String?
    ) async throws -> String {
        let (address, role) = (try address(email), try Self.role(role))
        let home = try self.country(country)
        let appointed = try await worded {
            try await core.staff.appoint(
                address,
                as: role,
                in: language,
                country: home,
                by: .commandLine
            )
        }
        guard let invitation = appointed.invitation else {
            return """
                The account has the role \(role.rawValue) now. Its password stays as it is; a second factor is set up \
                under \(link(.account, language))
                """
        }
        return """
            \(link(.newPassword(invitation), language))
            This link sets the password, once, within 24 hours. Then sign in, set up a second factor in the account, and \
            go to \(link(.admin(.overview), language))
            """
    }

    package func list() async throws -> [Line] {
        try await core.staff.entries().map { entry in
            Line(
                email: entry.email?.text ?? entry.line.subject.text,
                role: entry.line.role.rawValue,
                since: "\(entry.line.madeAt)",
                hasFollowed: entry.hasPassword
            )
        }
    }

    package func change(_ email: String, to role: String) async throws {
        let (address, role) = (try address(email), try Self.role(role))
        guard let subject = try await core.staff.find(address), try await core.staff.role(of: subject) != nil
        else { throw Refusal(description: "\(email) is no staff; make it so with nbp admin create") }
        try await worded { try await core.staff.change(subject, to: role, by: .commandLine) }
    }

    package func remove(_ email: String) async throws {
        guard let subject = try await core.staff.find(try address(email)),
            try await core.staff.role(of: subject) != nil
        else { throw Refusal(description: "\(email) is no staff; see nbp admin list") }
        try await worded { try await core.staff.remove(subject, by: .commandLine) }
    }

    /// A refusal in one English line, as the terminal shows it.
    private func worded<Value>(_ act: () async throws -> Value) async throws -> Value {
        do {
            return try await act()
        } catch let problem as Problem {
            let words = try Catalogues(ShareFolder(settings.shareFolder))[.english]
            throw Refusal(description: "\(words[problem.title]): \(words[problem.detail])")
        }
    }

    private func link(_ page: Route, _ language: Language) -> String {
        "\(settings.baseURL)\(page.path(in: language))"
    }

    private func address(_ text: String) throws(Refusal) -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw Refusal(description: "\(text) is no e-mail address; write it as name@example.org")
        }
        return address
    }

    private static func role(_ text: String) throws(Refusal) -> StaffRole {
        guard let role = StaffRole(rawValue: text) else {
            let roles = StaffRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(description: "\(text) is no role; choose one of \(roles)")
        }
        return role
    }

    /// Where the new member lives: as named, else where the operator is.
    private func country(_ code: String?) throws -> Country {
        if let code {
            guard let country = Country(code) else {
                throw Refusal(description: "\(code) is no country; write two capital letters, as TW")
            }
            return country
        }
        guard let country = settings.contact.country.flatMap({ Country($0) }) else {
            throw Refusal(
                description: "the country is missing; name it with --country, or set NBP_OPERATOR_COUNTRY"
            )
        }
        return country
    }
}
