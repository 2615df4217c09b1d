import Audit
import Blobs
import FoundationEssentials
import Glibc
import HTTPKit
import Imaging
import Kernel
import LocalModels
import Moderation
import Neural
import Privacy
import Provenance
import Purposes
import Queue
import Store
import Studio
import Upscaling
import Vault

/// Looks at an installation from outside, beside a running server too: it takes no lock and changes nothing of anybody's.
package struct Checkup: Sendable {
    /// One thing that was looked at.
    package struct Finding: Sendable {
        package let name: String
        package let isGood: Bool
        /// What was seen; for a bad one, what to do.
        package let detail: String
    }

    private let settings: Settings

    package init(_ settings: Settings) {
        self.settings = settings
    }

    /// Every check in its order; later ones need the earlier ones and are left out when those are bad.
    package func findings() async -> [Finding] {
        var findings = [Finding(name: "settings", isGood: true, detail: "read")]
        func look(_ name: String, _ check: () async throws -> String) async -> Bool {
            do {
                findings.append(Finding(name: name, isGood: true, detail: try await check()))
                return true
            } catch {
                findings.append(Finding(name: name, isGood: false, detail: "\(error)"))
                return false
            }
        }
        guard await look("share folder", { try ShareFolder(settings.shareFolder).folder.path }) else {
            return findings
        }
        _ = await look("description of the API", descriptionOfAPI)
        _ = await look("drawings", drawings)
        _ = await look("pictures", pictures)
        _ = await look("enlarging", enlarging)
        _ = await look("disk", freeSpace)
        if let files = settings.tls {
            _ = await look("certificate") {
                "valid until \(try CertificateMaterial(files, at: Clock.system.now()).expiry)"
            }
        }
        if let files = settings.signing {
            _ = await look("content credentials") {
                let (chain, key) = (files.certificate, files.key)
                return "valid until \(try Credentials(chain: chain, key: key, at: Clock.system.now()).expiry)"
            }
        }
        _ = await look("moderation", moderation)
        if settings.localModel.weights != nil { _ = await look("local model", localModel) }
        var core: Core?
        guard await look("data", { try await data(&core) }), let core else { return findings }
        _ = await look("audit log", { try await auditLog(of: core) })
        _ = await look("backups", backups)
        _ = await look("retention", { try await retention(of: core) })
        return findings
    }

    private func enlarging() throws -> String {
        let weights = try ShareFolder(settings.shareFolder).folder.appending(path: Upscaler.weightsPath)
        do {
            try Upscaler.check(weights)
            return "the network's weights are those that we know"
        } catch {
            throw OneOff.Refusal(
                description: "\(weights.path) is missing or damaged; take the share folder of the release"
            )
        }
    }

    /// Puts the document together, which the server does when somebody first asks for it.
    private func descriptionOfAPI() throws -> String {
        let folder = try ShareFolder(settings.shareFolder).folder.appending(path: "openapi")
        return "\(try OpenAPIDocument.check(folder, at: settings.baseURL)) addresses are described"
    }

    /// Reads every drawing, which the server does when it first needs one.
    private func drawings() throws -> String {
        "\(try DrawingDesk(ShareFolder(settings.shareFolder)).check()) drawings are sound"
    }

    /// Looks whether our own sd-server could be started; loading a model would take its memory twice.
    private func localModel() throws -> String {
        guard let plan = try LocalModel.plan(settings, ShareFolder(settings.shareFolder)) else {
            return "none is set"
        }
        return "sd-server is there, and its weights are a \(try plan.check().rawValue) file"
    }

    /// Draws a picture from end to end: library, drawings, fonts and encoder.
    private func pictures() async throws -> String {
        let result = try await OneOff.run(.sample, progress: { _, _ in })
        guard let file = result.files.first, !file.isEmpty else {
            throw OneOff.Refusal(description: "no picture came out; run make test to see why")
        }
        return "a sample was drawn, \(file.count / 1_024) KiB"
    }

    private func freeSpace() throws -> String {
        let folder = settings.dataFolder
        var facts = statvfs()
        guard statvfs(folder.existingAncestor.path, &facts) == 0 else {
            throw OneOff.Refusal(description: "\(folder.path) cannot be reached; check the path and its mode")
        }
        let free = Int64(facts.f_bavail) * Int64(facts.f_frsize)
        guard free > Self.leastFreeSpace else {
            throw OneOff.Refusal(description: "less than 1 GiB is free for \(folder.path); free some space")
        }
        return "\(free >> 30) GiB free"
    }

    private static let leastFreeSpace: Int64 = 1 << 30

    /// Reads the block list, and judges a picture where the classifier is used.
    private func moderation() async throws -> String {
        let choices = try Core.ModerationChoices(ShareFolder(settings.shareFolder), settings)
        let rules = choices.book.rules.rules.count
        guard choices.classifier.isOn else { return "\(rules) rules for prompts; the classifier is off" }
        let imaging = Imaging { _ in }
        let classifier = PictureClassifier(weights: choices.weights, imaging: imaging)
        let black = [UInt8](repeating: 0, count: 64 * 64 * 3)
        guard let pixels = RawPixels(size: PixelSize(width: 64, height: 64), bands: 3, bytes: black) else {
            throw ClassifierError.failed
        }
        _ = try await classifier.judge(imaging.picture(of: pixels))
        return "\(rules) rules for prompts; the classifier judges pictures"
    }

    /// Opens the data as the server does: key, ring, schema against inventory; `core` stays nil when there is nothing yet.
    private func data(_ core: inout Core?) async throws -> String {
        guard FileManager.default.fileExists(atPath: settings.databaseFile.path) else {
            return "none yet; nbp serve makes it"
        }
        let choices = try Core.Choices(ShareFolder(settings.shareFolder), settings)
        let opened = try await Core.open(CorePlaces.onDisk(settings, .real), choices, .real)
        core = opened
        let depth = try await opened.store.read { tx in try opened.queue.depth(in: tx) }
        let waiting = depth.map(\.waiting).reduce(0, +)
        return "opens with its key, and every column is declared; \(waiting) items of work wait"
    }

    /// How old the oldest backup in the usual folder is; the published period is a promise.
    private func backups() throws -> String {
        guard let oldest = BackupShelf(Backups.usualFolder(of: settings)).oldest else {
            return "none in the usual folder; nbp backup create makes one"
        }
        guard oldest + BackupShelf.keep + .days(1) > Clock.system.now() else {
            throw OneOff.Refusal(
                description:
                    "the oldest is of \(oldest), older than the published period; run nbp backup create, which clears it"
            )
        }
        return "the oldest is of \(oldest)"
    }

    /// Counts what the next sweep would delete, and what should be gone already; deletes nothing.
    private func retention(of core: Core) async throws -> String {
        let report = try await core.sweeper.sweep(isDry: true)
        let late = report.lines.filter { $0.overdue > 0 }.map { "\($0.store) (\($0.overdue))" }
        guard late.isEmpty else {
            let stores = late.joined(separator: ", ")
            throw OneOff.Refusal(
                description: "kept past their time: \(stores); a running server deletes them within two hours"
            )
        }
        let over = report.lines.map(\.over).reduce(0, +)
        let rules = core.sweeper.plan.rules.count
        return "\(rules) rules; \(over) rows wait for the next sweep, \(report.held) are held"
    }

    /// Makes every hash of the log again and compares it with what was witnessed.
    private func auditLog(of core: Core) async throws -> String {
        let (head, witnessed) = try await core.auditWatch.inspect()
        return "\(head.size) acts verified, the newest checkpoint is of \(witnessed)"
    }
}

extension URL {
    /// The folder itself or the nearest one above it that is there.
    fileprivate var existingAncestor: URL {
        var folder = self
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder = folder.deletingLastPathComponent()
        }
        return folder
    }
}
