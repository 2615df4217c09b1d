import Accounts
import Analytics
import Audit
import Gateways
import HTTPKit
import Kernel
import Logging
import Mail
import Moderation
package import Privacy
import ServiceLifecycle
import Studio
import Vault
import Webhooks

/// What the server does for itself while it runs: sweeps out what is over, visitors with all of theirs included, resumes erasures,
/// verifies and witnesses the audit log, asks engines that failed whether they are well, collects unused files and old mails.
package struct Upkeep: Service {
    private static let interval: Duration = .seconds(60)
    /// Looking through all tables and files, and through the whole audit log, takes long where there is much: once an hour.
    private static let roundsBetweenCollections = 60

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
    /// Tests leave the verification out, to see that the alarm is missed, and the sweep, or have another sweeper do it.
    package func round(
        collecting: Bool = true,
        verifying: Bool = true,
        sweeping: (Core) -> RetentionSweeper? = { $0.sweeper }
    ) async {
        core.analytics.turn()
        await logged("Ended sessions and links could not be deleted") {
            try await core.accounts.deleteExpired()
            try await core.staff.deleteExpired()
        }
        await logged("Visitors' work could not be brought on") { try await core.accounts.resumeBringings() }
        await logged("Deletions that are due could not begin") { try await core.privacy.beginDueRemovals() }
        await logged("Restrictions could not be ended") { try await core.privacy.endLiftedRestrictions() }
        await logged("Archives could not be cleared away") { try await core.archives.collect() }
        await logged("Erasures could not be resumed") { try await core.privacy.resumeErasures() }
        await logged("Consents whose time is over could not be noted") { try await core.choices.expire() }
        await logged("Corrections could not be resumed") { try await core.corrections.resume() }
        await logged("Notices could not be resumed") { try await core.webhooks.resume() }
        await logged("Decisions could not be kept up") { try await core.moderation.upkeep() }
        await logged("Deadlines of requests could not be kept up") { try await core.requests.keepClocks() }
        await core.router?.probe()
        if verifying { await core.auditWatch.round(isFull: collecting) }
        await logged("Numbers could not be gathered") { try await core.takeSample() }
        await logged("What was delivered could not be deleted") {
            try await core.studio.dropIdleDeliveries()
        }
        await logged("Batches whose day is over could not be stopped") { try await core.studio.expireBulks() }
        await logged("Files whose time is over could not be deleted") {
            try await FileBin(studio: core.studio, privacy: core.privacy).empty()
        }
        guard collecting else { return }
        if let sweeper = sweeping(core) {
            await logged("Not all that is over could be deleted") { try await sweeper.sweep() }
        }
        await logged("Old details of acts could not be deleted") { try await core.audit.prune() }
        await logged("Old erasures could not be forgotten") { try await core.ring.forgetOldErasures() }
        await logged("Old mails could not be deleted") { try await core.mail.collect() }
        await logged("Old backups could not be deleted") {
            guard !core.ambience.checkpoint.skips("backup.rotation") else { return }
            try core.backups?.rotate(at: core.ambience.clock.now())
        }
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
