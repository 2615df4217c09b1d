import Accounts
import FoundationEssentials
package import Kernel
import Studio

/// Makes, changes, renews and ends keys of people's programs from the machine itself, beside a running server.
package struct KeyDesk: Sendable {
    /// What a key shall be, as it was typed.
    package struct Wish: Sendable {
        let name: String
        let isPublishable: Bool
        let origins: [String]
        let scopes: [String]
        let days: Int?
        let limits: Limits

        /// What it may at most; nil is without a limit of its own.
        package struct Limits: Sendable {
            let requestsPerMinute: Int?
            let imagesPerDay: Int?
            let creditsPerMonth: Int?

            package init(
                requestsPerMinute: Int?,
                imagesPerDay: Int?,
                creditsPerMonth: Int?
            ) {
                self.requestsPerMinute = requestsPerMinute
                self.imagesPerDay = imagesPerDay
                self.creditsPerMonth = creditsPerMonth
            }
        }

        package init(
            name: String,
            isPublishable: Bool,
            origins: [String],
            scopes: [String],
            days: Int?,
            limits: Limits
        ) {
            self.name = name
            self.isPublishable = isPublishable
            self.origins = origins
            self.scopes = scopes
            self.days = days
            self.limits = limits
        }
    }

    /// What a key shall become, as it was typed; empty lists stay, and of bounds nil does, nothing within takes them away.
    package struct Change: Sendable {
        let name: String?
        let origins: [String]
        let scopes: [String]
        let days: Int??
        let requestsPerMinute: Int??
        let imagesPerDay: Int??
        let creditsPerMonth: Int??

        package init(
            name: String?,
            origins: [String],
            scopes: [String],
            days: Int??,
            requestsPerMinute: Int??,
            imagesPerDay: Int??,
            creditsPerMonth: Int??
        ) {
            self.name = name
            self.origins = origins
            self.scopes = scopes
            self.days = days
            self.requestsPerMinute = requestsPerMinute
            self.imagesPerDay = imagesPerDay
            self.creditsPerMonth = creditsPerMonth
        }
    }

    /// A key whose secret is told now and never again.
    package struct Shown: Sendable {
        package let secret: Secret
        /// What to know about it, in one line.
        package let about: String
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

    package func create(_ wish: Wish, for email: String) async throws -> Shown {
        let subject = try await subject(email)
        return try await worded {
            shown(try await core.accounts.make(NewAPIKey(wish), for: subject, from: nil))
        }
    }

    /// One line a key, the newest first.
    package func list(of email: String) async throws -> [String] {
        let subject = try await subject(email)
        return try await worded {
            let keys = try await core.accounts.keys(of: subject)
            let spent = try await core.studio.spending(of: keys.map(\.key.id))
            return keys.map { $0.text(spent[$0.key.id] ?? .none, at: core.ambience.clock.now()) }
        }
    }

    /// The key's line, as it is now.
    package func change(_ id: String, _ change: Change, of email: String) async throws -> String {
        let (id, subject) = (try key(id), try await subject(email))
        return try await worded {
            let line = try await core.accounts.change(id, APIKeyChange(change), of: subject, from: nil)
            let spent = try await core.studio.spending(of: [id])
            return line.text(spent[id] ?? .none, at: core.ambience.clock.now())
        }
    }

    package func rotate(
        _ id: String,
        of email: String,
        overlapHours hours: Int
    ) async throws -> Shown {
        let (id, subject) = (try key(id), try await subject(email))
        return try await worded {
            let overlap = try APIKey.overlap(hours: hours)
            return shown(try await core.accounts.rotate(id, overlap: overlap, of: subject, from: nil))
        }
    }

    package func revoke(_ id: String, of email: String) async throws {
        let (id, subject) = (try key(id), try await subject(email))
        try await worded { try await core.accounts.revoke(id, of: subject, from: nil) }
    }

    private func shown(_ shown: ShownAPIKey) -> Shown {
        let about = shown.line.text(.none, at: core.ambience.clock.now())
        return Shown(secret: shown.secret.secret, about: about)
    }

    private func key(_ text: String) throws(Refusal) -> APIKeyID {
        guard let id = APIKeyID(text) else {
            throw Refusal(description: "\(text) is no key's id; nbp keys list shows them, as key_…")
        }
        return id
    }

    private func subject(_ email: String) async throws -> SubjectID {
        guard let address = EmailAddress(email) else {
            throw Refusal(description: "\(email) is no e-mail address; write it as name@example.org")
        }
        guard let subject = try await core.staff.find(address) else {
            throw Refusal(description: "\(email) has no account here; sign it up first")
        }
        return subject
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
}

extension NewAPIKey {
    /// - Throws: `Problem` that says what is wrong.
    fileprivate init(_ wish: KeyDesk.Wish) throws(Problem) {
        try self.init(
            wish.isPublishable ? .publishable : .secret,
            named: DisplayName(wish.name, field: "name"),
            scopes: wish.scopes.isEmpty ? nil : Set(named: wish.scopes),
            origins: WebOrigin.all(in: wish.origins),
            limits: KeyLimits(
                requestsPerMinute: wish.limits.requestsPerMinute,
                imagesPerDay: wish.limits.imagesPerDay,
                creditsPerMonth: wish.limits.creditsPerMonth.map { Credits(Int64($0)) }
            ),
            days: wish.days
        )
    }
}

extension APIKeyChange {
    /// - Throws: `Problem` that says what is wrong.
    fileprivate init(_ change: KeyDesk.Change) throws(Problem) {
        self.init()
        name = try change.name.map { text throws(Problem) in try DisplayName(text, field: "name") }
        scopes = change.scopes.isEmpty ? nil : try Set(named: change.scopes)
        origins = change.origins.isEmpty ? nil : try WebOrigin.all(in: change.origins)
        days = Bound(change.days)
        requestsPerMinute = Bound(change.requestsPerMinute)
        imagesPerDay = Bound(change.imagesPerDay)
        creditsPerMonth = Bound(change.creditsPerMonth.map { $0.map { Credits(Int64($0)) } })
    }
}

extension APIKeyLine {
    /// As the terminal lists it.
    fileprivate func text(_ spent: KeySpending, at now: Timestamp) -> String {
        let parts: [String?] = [
            key.id.text, key.kind.rawValue, "…\(hint)", state(at: now).rawValue, name.text,
            "may \(key.scopes.text)", key.origins.isEmpty ? nil : "on \(key.origins.joined(separator: " "))",
            key.expiresAt.map { "until \($0)" },
            "spent \(spent.imagesToday) images today, \(spent.creditsOfMonth.amount) credits in 30 days",
        ]
        return parts.compactMap { $0 }.joined(separator: "  ")
    }
}
