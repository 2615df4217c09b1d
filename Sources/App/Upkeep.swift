import Accounts
import Audit
import Kernel
import Logging
import Mail
import Moderation
import Privacy
import ServiceLifecycle
import Studio

/// What the server does for itself while it runs: erases visitors whose time is over, resumes erasures, verifies and
/// witnesses the audit log, collects unused files and old mails.
package struct Upkeep: Service {
    private static let interval: Duration = .seconds(60)
    /// Looking through all files, and through the whole audit log, takes long where there are many: once an hour.
    private static let roundsBetweenCollections = 60
    /// Visitors erased in one round; the rest follow in the next.
    private static let visitorsPerRound = 200

    private let core: Core

    package init(core: Core) {
        self.core = core
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            for number in 0... {
                await round(collecting: number.isMultiple(of: Self.roundsBetweenCollections))
                guard (try? await core.ambience.clock.sleep(Self.interval)) != nil else { return }
            }
        }
        // What was logged since the last round.
        await core.auditWatch.round(isFull: false)
    }

    /// One round; each part goes on when another fails.
    ///
    /// Tests leave the verification out, to see that the alarm is missed.
    package func round(collecting: Bool = true, verifying: Bool = true) async {
        await logged("Ended sessions and links could not be deleted") {
            try await core.accounts.deleteExpired()
            try await core.staff.deleteExpired()
        }
        await logged("Expired visitors could not be erased") {
            for subject in try await core.accounts.expiredSubjects(limit: Self.visitorsPerRound) {
                try await core.privacy.erase(subject, because: .expired)
            }
        }
        await logged("Visitors' work could not be brought on") { try await core.accounts.resumeBringings() }
        await logged("Archives could not be cleared away") { try await core.archives.collect() }
        await logged("Erasures could not be resumed") { try await core.privacy.resumeErasures() }
        await logged("Decisions could not be kept up") { try await core.moderation.upkeep() }
        if verifying { await core.auditWatch.round(isFull: collecting) }
        await logged("Numbers could not be gathered") { try await core.takeSample() }
        guard collecting else { return }
        await logged("Old details of acts could not be deleted") { try await core.audit.prune() }
        await logged("Old mails could not be deleted") { try await core.mail.collect() }
        await logged("Unused files could not be collected") { _ = try await core.studio.collect() }
    }

    private func logged(_ message: Logger.Message, _ act: () async throws -> Void) async {
        do {
            try await act()
        } catch is CancellationError {
            return
        } catch {
            Logger.current.error(message, metadata: ["error": "\(type(of: error))"])
        }
    }
}
