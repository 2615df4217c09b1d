package import HTTPKit
package import Hummingbird
package import Kernel
package import Privacy
package import Purposes
package import Studio

/// The website: pages for people, all of which work without scripts.
package struct Web: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let privacy: Privacy
    let desk: VisitorDesk
    let tokens: FormTokens
    let origins: Origins
    let printer: Printer

    package init(
        studio: Studio,
        gate: PurposeGate,
        privacy: Privacy,
        desk: VisitorDesk,
        tokens: FormTokens,
        templates: Templates,
        assets: Assets,
        catalogues: Catalogues,
        origins: Origins
    ) {
        self.studio = studio
        self.gate = gate
        self.privacy = privacy
        self.desk = desk
        self.tokens = tokens
        self.origins = origins
        printer = Printer(
            templates: templates,
            assetBase: assets.base,
            catalogues: catalogues,
            tokens: tokens,
            isSecure: origins.isSecure
        )
    }

    /// Words problems as pages.
    package var dialect: PageDialect { PageDialect(printer: printer) }

    /// The site map, once for each language.
    package func mount(on group: RouterGroup<AppContext>) {
        for language in Language.allCases {
            group.group(RouterPath(Route.studio.path(in: language)))
                .get(use: showStudio)
                .post("jobs", use: order)
                .get("jobs/:id", use: showJob)
                .post("jobs/:id/cancel", use: cancelJob)
                .get("gallery", use: showGallery)
                .get("images/:id", use: showImage)
                .post("images/:id/delete", use: deleteImage)
                .get("models", use: showModels)
                .get("erase", use: askToErase)
                .post("erase", use: erase)
                .get("erased", use: showErased)
                .post("preferences", use: setPreferences)
        }
    }
}
