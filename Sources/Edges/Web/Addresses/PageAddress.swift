import Accounts
import HTTPKit
import Kernel
import Moderation
import Privacy
import Studio
import Webhooks

/// Which page, in which language: what a path of the website means.
struct PageAddress: Sendable {
    let page: Route
    let language: Language

    /// The one spelling that we use ourselves.
    var path: String { page.path(in: language) }

    /// Reads a path in every spelling that leads to a page: `/zh-TW/gallery/` is `/zh-Hant/gallery`.
    ///
    /// Nothing of the text survives but which page it names, so that `path` is safe to redirect to.
    init?(path text: some StringProtocol) {
        guard text.first == "/" else { return nil }
        let parts = String(text).split(separator: "/").map(String.init)
        let language = parts.first.flatMap { Language(tag: $0) }
        let rest = language == nil ? parts[...] : parts.dropFirst()
        let last = rest.last ?? ""
        let fixed: [Route] =
            [
                .studio, .gallery, .models, .erase, .erased, .signUp, .signUpSent, .signIn, .reset,
                .resetSent,
                .account, .providers, .accountPassword, .accountSecurity, .secondStep, .prove, .oneTimeCode,
                .accountEmail, .accountActivity, .accountKeys, .accountPreferences, .webhooks, .accountClose,
                .accountBring, .report,
                .decisions, .terms, .cookies, .privacyDelete, .privacyRestrict, .privacyCenter, .exportPage,
                .importPage, .privacyRequest, .designs, .compose, .verify, .batches, .docs,
            ] + AdminAddress.fixed.map(Route.admin)
        let token = Token(last)
        let named =
            [
                JobID(last).map(Route.jobPage), ImageID(last).map(Route.imagePage), token.map(Route.confirm),
                token.map(Route.newPassword), token.map(Route.oldEmail), token.map(Route.newEmail),
                ReportID(last).map(Route.reportTaken),
                RemovalID(last).map(Route.erasure), AppealLink(last).map(Route.appeal),
                RequestLink(last).map(Route.privacyRequestStatus),
                ShareToken(last).map(Route.shared), BatchID(last).map(Route.batchPage),
                APIKeyID(last).map(Route.accountKey), WebhookID(last).map(Route.webhook),
                Self.delivery(in: rest),
                rest.dropLast().last.flatMap { ImageID($0) }.map(Route.editor),
                Self.isPlain(last) ? Route.designPage(last) : nil,
                Self.isPlain(last) ? Route.docsGroup(last) : nil,
            ].compactMap { $0 } + AdminAddress.naming(last).map(Route.admin)
        guard let page = (fixed + named).first(where: { $0.path == "/" + rest.joined(separator: "/") }) else {
            return nil
        }
        self.page = page
        self.language = language ?? .english
    }

    /// A notice's page names its webhook too: `…/whk_…/deliveries/dlv_…`.
    private static func delivery(in parts: ArraySlice<String>) -> Route? {
        guard let last = parts.last.flatMap({ WebhookDeliveryID($0) }),
            let webhook = parts.dropLast(2).last.flatMap({ WebhookID($0) })
        else { return nil }
        return .webhookDelivery(webhook, last)
    }

    /// Whether a word can be a design's id and needs no escape.
    private static func isPlain(_ word: String) -> Bool {
        (1...40).contains(word.utf8.count)
            && word.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"): true  // 0-9 a-z
                default: false
                }
            }
    }

    /// The language that a path begins with; English has no prefix.
    static func language(of path: some StringProtocol) -> Language {
        path.split(separator: "/", maxSplits: 1).first.flatMap { Language(tag: $0) } ?? .english
    }
}
