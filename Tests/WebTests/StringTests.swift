import API
import Accounts
import Analytics
import Audit
import Engines
import Foundation
import HTTPKit
import Imaging
import Kernel
import Mail
import Moderation
import Privacy
import Provenance
import Studio
import Telemetry
import Testing
import Webhooks

@testable import Web

struct StringTests {
    @Test func `both languages have the same keys and the same placeholders`() throws {
        let (english, chinese) = (try Shipped.catalogue(.english), try Shipped.catalogue(.traditionalChinese))
        #expect(Set(english.strings.keys) == Set(chinese.strings.keys))
        for (key, text) in english.strings {
            #expect(Self.placeholders(text) == Self.placeholders(chinese.strings[key] ?? ""), "\(key)")
        }
    }

    @Test func `each key has a name of its own in templates`() throws {
        let keys = try Shipped.catalogue(.english).strings.keys
        #expect(Set(keys.map(Phrasebook.name)).count == keys.count)
    }

    @Test func `every key that is used is there`() throws {
        let keys = Set(try Shipped.catalogue(.english).strings.keys)
        let used = try Self.derived.union(Self.inTemplates(keys).unknown).union(Self.inCode(keys).unknown)
        #expect(used.subtracting(keys) == [])
    }

    @Test func `every key that is there is used`() throws {
        let keys = Set(try Shipped.catalogue(.english).strings.keys)
        let used = try Self.derived.union(Self.inTemplates(keys).known).union(Self.inCode(keys).known)
        #expect(keys.subtracting(used) == [])
    }

    private static func placeholders(_ text: String) -> [String] {
        text.matches(of: /\{[a-z]+\}/).map { String($0.0) }.sorted()
    }

    /// Keys that follow from what the product knows.
    private static var derived: Set<String> {
        get throws {
            let problems =
                Problem.Code.allCases.map { "problem.\($0.rawValue)" } + [
                    "problem.too_many_requests", "problem.account_suspended_until",
                    "problem.record_not_found", "problem.key_ended", "problem.too_many_archives",
                    "problem.too_many_uploads", "problem.uploads_used_up", "problem.batches_used_up",
                    "problem.upload_type", "problem.origin_not_https", "problem.origin_missing",
                    "problem.form_unproven", "problem.note_malformed", "problem.origin_of_secret",
                    "problem.too_many_origins",
                ]
            let notes = Note.Code.allCases.map { "note.\($0.rawValue)" }
            let stages = EngineProgress.Stage.allCases.map { "stage.\($0.rawValue)" }
            let tasks =
                try Model.Task.allCases.map { "task.\($0.rawValue)" }
                // The darkroom's own tests ask for each of these.
                + Shipped.catalogue(.english).strings.keys.filter { $0.hasPrefix("darkroom.") }
            let making =
                PictureLayout.Kind.allCases.map { "compose.layout.\($0.rawValue)" }
                + ComposeDraft.spaces.map { "compose.space.\($0.name)" }
                + Design.Category.allCases.map { "design.category.\($0.rawValue)" }
            let states = Job.Status.allCases.map { "status.\($0.rawValue)" } + tasks + making
            let languages = Language.allCases.flatMap {
                ["language.\($0.rawValue)", "language.short.\($0.rawValue)"]
            }
            let themes = Theme.allCases.map { "theme.\($0.rawValue)" }
            let formats = Download.formats.map { "format.\($0.rawValue)" }
            let models = try Shipped.models.flatMap { ["model.\($0.id).name", "model.\($0.id).summary"] }
            let styles = try Shipped.models.flatMap(\.styles).map { "style.\($0)" } + ["style.none"]
            let examples = (1...6).map { "studio.example_\($0)" }
            let mails =
                MailKind.allCases.flatMap(\.phrases) + ["mail.footer.contact", "mail.unsubscribe"]
                + MailClass.allCases.map { "mail.footer.\($0.rawValue)" }
                + ["update", "marketing"].map { "unsubscribe.\($0)" }
            let activity =
                SecurityEvent.Kind.allCases.map { "activity.event.\($0.rawValue)" }
                + SecurityEvent.Means.allCases.map { "activity.means.\($0.rawValue)" }
                + AuditAct.allCases.map { "activity.act.\($0.rawValue)" }
            let roles =
                StaffRole.allCases.map { "admin.role.\($0.rawValue)" }
                + GlassScope.allCases.map { "admin.scope.\($0.rawValue)" }
                + GlassGround.allCases.map { "admin.ground.\($0.rawValue)" }
                + EngineReport.Health.allCases.map { "admin.health.\($0.rawValue)" }
                + Job.Status.allCases.map { "admin.status.\($0.rawValue)" }
                + MetricsSpan.allCases.map { "admin.span_\($0.rawValue)" }
                + ["environment", "file", "default"].map { "admin.source.\($0)" }
                + [
                    "requests", "latency", "work", "memory", "trouble", "engine_latency", "engine_outcomes",
                    "engine_tokens", "engine_queue",
                ].flatMap {
                    ["admin.chart_\($0)", "admin.chart_\($0)_detail"]
                }
                + UsageTrait.allCases.map { "admin.usage_\($0.rawValue)" }
                + ClientSketch.Device.allCases.map { "admin.device.\($0.rawValue)" }
                + [
                    "audit", "disk", "work", "engine", "cases", "requests", "holds", "objections", "frozen",
                    "mail",
                ].flatMap { ["admin.attention_\($0)_title", "admin.attention_\($0)_detail"] }
            let engines: [String] =
                CallOutcome.allCases.filter { $0 != .made }.map { "admin.outcome.\($0.rawValue)" }
                + CallOutcome.Kind.allCases.map { "admin.outcome_kind.\($0.rawValue)" }
                + CostUnit.allCases.map { "admin.unit.\($0.rawValue)" }
            let privacy =
                Removal.Scope.allCases.map { "remove.scope_\($0.rawValue)" }
                + Removal.State.allCases.map { "report.\($0.rawValue)" }
                + Hold.Ground.allCases.flatMap {
                    ["hold.\($0.rawValue)", "admin.hold_ground.\($0.rawValue)"]
                }
                + ReportPage.groups.union(["other"]).map { "report.group_\($0)" }
            let moderation =
                Ground.allCases.map { "ground.\($0.rawValue)" }
                + DecisionAction.allCases.map { "decision.\($0.rawValue)" }
                + Case.Source.allCases.map { "case.\($0.rawValue)" }
                + Severity.allCases.map { "severity.\($0.rawValue)" }
                + (StaffAction.allCases.map(\.rawValue) + ["grant", "reject"]).map {
                    "admin.case_action.\($0)"
                }
            let cookies: [String] =
                RegisteredCookie.allCases.flatMap { [$0.purposeKey, $0.occasionKey] }
                + RegisteredCookie.Class.allCases.map { "cookie.class.\($0.rawValue)" }
            let asked: [String] = ["measure_usage", "send_news", "train_models"].flatMap {
                ["choice.\($0).title", "choice.\($0).detail"]
            }
            let choices: [String] =
                ["gpc", "dnt", "overruled"].map { "choice.signal_\($0)" }
                + (ConsentState.allCases.map(\.rawValue) + ["none"]).map { "consent.state.\($0)" }
                + ["asked", "standing", "granted", "rejected", "none"].map { "objection.state.\($0)" }
                + ["secure_service", "measure_usage"].map { "objection.\($0).title" }
                + ["asked", "standing", "rejected"].map { "center.objection.\($0)" }
            let categories = DataCategory.allCases.map {
                "data.category.\($0.rawValue.replacing(".", with: "_"))"
            }
            let policy: [String] =
                Retention.Trigger.allCases.map { "privacy.until.\($0.rawValue)" }
                + DataCategory.allCases.map {
                    "privacy.category.\($0.rawValue.replacing(".", with: "_"))"
                }
                + Self.purposes.map { "privacy.purpose.\($0.key)" }
            let archives: [String] =
                ["title", "intro", "files", "import", "rights", "complaint"].map { "archive.readme.\($0)" }
                + ["title", "intro", "files", "pictures", "why", "more"].map { "archive.summary.\($0)" }
                + ["pictures", "records", "reading", "manifest"].map { "export.part.\($0)" }
                + ["complete", "partial", "refused", "failed"].map { "import.outcome.\($0)" }
                + ["studio_job", "studio_input", "studio_image", "accounts_account"].map {
                    "import.name.\($0)"
                }
                + ["damaged", "missing", "malformed", "too_large", "no_account", "asked_again"].map {
                    "import.reason.\($0)"
                }
                + ["archive.readme.contact", "push.refused", "push.failed"]
                + PushReason.allCases.map { "push.reason.\($0.rawValue)" }
            let requests: [String] =
                RequestKind.allCases.map { "request.kind.\($0.rawValue)" }
                + RequestState.allCases.flatMap {
                    ["request.state.\($0.rawValue)", "request.note.\($0.rawValue)"]
                }
                + RefusalGround.allCases.map { "request.ground.\($0.rawValue)" }
                + ["eu", "california", "elsewhere"].map { "request.region.\($0)" }
                + ["person", "agent", "staff", "system"].map { "request.actor.\($0)" }
                + ["archive", "restriction"].map { "request.done.\($0)" }
                + RequestAnswerWish.actions.map { "admin.request_action.\($0)" }
            let marks: [String] =
                Judgement.Standing.allCases.flatMap {
                    ["verify.\($0.rawValue).title", "verify.\($0.rawValue).detail"]
                }
                + Judgement.knownKinds.union(["other"]).map { "verify.kind.\($0)" }
                + ["created", "referring", "edited", "composed"].map { "verify.act.\($0)" }
                + ["named", "nameless"].map { "verify.provider.\($0)" }
            let webhooks: [String] =
                WebhookEvent.Kind.allCases.map { "webhooks.event_\($0.word)" }
                + Webhook.OffReason.allCases.map { "webhooks.off_\($0.rawValue)" }
                + WebhookDelivery.Status.allCases.map { "webhooks.status_\($0.rawValue)" }
                + WebhookFailure.allCases.map { "webhooks.reason_\($0.rawValue)" }
            // Its own tests ask for each tool's.
            let programs =
                try Shipped.catalogue(.english).strings.keys.filter { $0.hasPrefix("mcp.") }
                + ["openai.only_pictures", "openai.picture", "openai.variations_retired"]
            let lists = [
                programs, webhooks, engines, marks, requests, archives, categories, cookies, asked, choices,
                policy,
                roles,
                privacy,
                moderation,
                activity,
                mails, notes,
                stages, states, languages, themes,
                formats, models,
                styles,
                examples,
            ]
            let places = ["problem.in_line"] + BatchRow.Status.allCases.map { "batch.status.\($0.rawValue)" }
            return Set(problems.flatMap { ["\($0).title", "\($0).detail"] } + lists.joined() + places)
        }
    }

    private static let purposes = [
        ProvideService.definition, SecureService.definition, HonourRights.definition, NotifyByMail.definition,
        ManageAccount.definition, ProtectChildren.definition, AccountForActs.definition,
        InspectWithReason.definition, MeasureUsage.definition, SendNews.definition, TrainModels.definition,
    ]

    private struct Found {
        var known: Set<String> = []
        var unknown: Set<String> = []
    }

    private static func inTemplates(_ keys: Set<String>) throws -> Found {
        let byName = Dictionary(keys.map { (Phrasebook.name(of: $0), $0) }) { first, _ in first }
        return try Shipped.templateTexts.values.reduce(into: Found()) { found, text in
            for name in text.matches(of: /\bt\.([a-z_A-Z0-9]+)/).map({ String($0.1) }) {
                if let key = byName[name] { found.known.insert(key) } else { found.unknown.insert(name) }
            }
        }
    }

    /// Keys that the pages' code names, alone or as what is before `_one` and `_other`.
    private static func inCode(_ keys: Set<String>) throws -> Found {
        let code = Shipped.folder.appending(path: "../Sources/Edges/Web").standardizedFileURL
        return try Shipped.texts(in: code, ofKind: ".swift").values.reduce(into: Found()) { found, text in
            for key in text.matches(of: /"([a-z]+\.[a-z_.]+)"/).map({ String($0.1) })
            where ![".json", ".png", ".zip"].contains(where: key.hasSuffix) {
                let forms = [key, "\(key)_one", "\(key)_other"].filter(keys.contains)
                if forms.isEmpty { found.unknown.insert(key) }
                found.known.formUnion(forms)
            }
        }
    }
}
