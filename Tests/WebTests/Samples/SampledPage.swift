import Engines
import Foundation
import Kernel
import Moderation
import TestSupport

@testable import Web

/// A page with an example of itself: full, so that whatever a template may ask for is there.
protocol SampledPage: PageModel {
    static func sample(_ words: Catalogue) throws -> Self
}

/// The sample of every page.
enum Samples {
    static let pages: [any SampledPage.Type] = [
        StudioPage.self, JobPage.self, GalleryPage.self, ImagePage.self, ModelsPage.self, ErasePage.self,
        ErasedPage.self, ProblemPage.self, FormPage.self, AccountPage.self, ProvidersPage.self,
        SecurityPage.self,
        KeysPage.self, KeyPage.self, KeySecretPage.self,
        OneTimeCodePage.self, RecoveryCodesPage.self, AdminPage.self,
        EmailPage.self, AgreementPage.self, ActivityListPage.self, PreferencesPage.self, ClosePage.self,
        BringPage.self, WebhookListPage.self, WebhookPage.self, WebhookSecretPage.self,
        WebhookDeliveryPage.self,
        DecisionsPage.self, TermsPage.self, CookiesPage.self, RemovePage.self, RestrictPage.self,
        ReportPage.self, CenterPage.self, PrivacyPage.self, ExportPage.self, ImportPage.self,
        RequestPage.self, VerifyPage.self, SharedPage.self, BatchPage.self, BatchProgressPage.self,
        DocsPage.self, DocsGroupPage.self,
    ]

    static let appeal = "\(ID<DecisionKind>.sample().text)-0123456789abcdef0123456789abcdef"

    static let prompt = "A grey cat on a hill"
    static let moment = Timestamp(milliseconds: 1_795_456_800_000)
}

extension SampledPage {
    /// The sample, filled into its template.
    static func rendered(_ words: Catalogue, by templates: Templates) throws -> String {
        templates.render(try sample(words))
    }
}

extension Model {
    /// A model that sends words away and costs something: pages say more about it than about ours.
    static var remote: Model {
        get throws {
            let json = """
                {"id": "remote", "provider": "Elsewhere", "engine": "elsewhere", "aliases": [], "tasks": ["generate"], "kind": "generative",
                 "sizes": "table", "aspect_ratios": ["1:1"], "resolutions": ["1K"], "styles": [],
                 "most_images": 4, "takes_seed": true, "credits_per_image": 12, "typical_seconds": {"1K": 20},
                 "takes_negative": true, "place": "US", "most_references": 3, "usd_per_image": {"1K": 0.134}}
                """
            return try JSONDecoder().decode(Model.self, from: Data(json.utf8))
        }
    }
}
