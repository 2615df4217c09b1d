import Engines
package import HTTPKit
package import Hummingbird
import Kernel
package import Studio
import Typography
import Wire

/// What pictures begin with and editors are made of: presets, designs, fonts, the darkroom's tools, and what an instruction would do.
///
/// Nothing here is about anybody, and nothing is kept.
package struct WorkshopRoutes: Sendable {
    private let studio: Studio
    private let presenter: Presenter

    package init(studio: Studio, presenter: Presenter) {
        self.studio = studio
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/presets").get(use: presets)
        router.group("api/designs").get(use: designs)
        router.group("api/fonts").get(use: fonts)
        router.group("api/darkroom/tools").get(use: tools)
        router.group("api/darkroom/read").post(use: read)
    }

    @Sendable private func presets(_ request: Request, _ context: AppContext) async throws -> Response {
        let library = studio.tools.presets
        let names = Dictionary(
            uniqueKeysWithValues: library.categories.map { ($0.id, $0.names[context.language] ?? $0.id) }
        )
        let presets = library.presets.map { PresetBody($0, names, in: context.language) }
        return try .told(ListBody(data: presets, nextCursor: nil), for: request, isForEverybody: true)
    }

    @Sendable private func designs(_ request: Request, _ context: AppContext) async throws -> Response {
        let designs = studio.tools.designs.designs.map { DesignBody($0, in: context.language) }
        return try .told(ListBody(data: designs, nextCursor: nil), for: request, isForEverybody: true)
    }

    @Sendable private func fonts(_ request: Request, _ context: AppContext) async throws -> Response {
        try .told(
            ListBody(data: Typography.families.map(FontBody.init), nextCursor: nil),
            for: request,
            isForEverybody: true
        )
    }

    @Sendable private func tools(_ request: Request, _ context: AppContext) async throws -> Response {
        let tools = EditTool.allCases.map { presenter.body(of: $0, in: context.language) }
        return try .told(ListBody(data: tools, nextCursor: nil), for: request, isForEverybody: true)
    }

    /// Says what an instruction would do, without a picture or a job.
    @Sendable private func read(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try await request.json(NewReadingBody.self, members: NewReadingBody.CodingKeys.self)
        let (prompt, canvas) = (try Prompt(body.prompt), try ImageSpec(size: body.size).size)
        let reading = studio.tools.instructions.read(prompt.text, canvas: canvas)
        let names = reading.nearest.map { presenter.sentence($0.name, in: context.language) }
        return try .json(ReadingBody(reading, nearestNames: names))
    }
}

extension ImageSpec {
    fileprivate init(size: String?) throws(Problem) {
        try self.init(size: size, aspectRatio: nil, resolution: nil)
    }
}

extension ReadingBody {
    fileprivate init(_ reading: InstructionReading, nearestNames: [String]) {
        self.init(
            steps: SettingsParts.part(of: reading.steps) ?? [],
            understood: reading.understood,
            notUnderstood: reading.notUnderstood,
            nearest: reading.nearest.map(\.rawValue),
            nearestNames: nearestNames
        )
    }
}

extension FontBody {
    fileprivate init(_ family: FontFamily) {
        self.init(
            family: family.name,
            kind: family.kind.rawValue,
            scripts: FontFamily.Script.allCases.filter(family.scripts.contains).map(\.rawValue),
            weights: family.weights,
            italic: family.hasItalic
        )
    }
}

extension PresetBody {
    /// `categories` says what each is called.
    fileprivate init(_ preset: Preset, _ categories: [String: String], in language: Language) {
        let template = preset.templates[language]
        self.init(
            id: preset.id,
            category: preset.category,
            categoryName: categories[preset.category] ?? preset.category,
            name: preset.names[language] ?? preset.id,
            template: template?.text ?? "",
            variables: (template?.variables ?? []).map { name in
                PresetVariableBody(name: name, example: preset.examples[language]?[name] ?? "")
            },
            prompt: preset.prompts[language]?.text ?? "",
            aspectRatio: preset.aspectRatio.rawValue
        )
    }
}

extension DesignBody {
    init(_ design: Design, in language: Language) {
        self.init(
            id: design.id,
            name: design.names[language] ?? design.id,
            category: design.category.rawValue,
            picture: design.picture.rawValue,
            aspectRatios: design.aspects.map(\.rawValue),
            texts: design.slots.map { slot in
                DesignTextBody(
                    id: slot.id,
                    name: slot.names[language] ?? slot.id,
                    standard: slot.standard[language] ?? "",
                    most: slot.most,
                    optional: slot.isOptional
                )
            },
            palettes: design.palettes.map { palette in
                DesignPaletteBody(
                    id: palette.id,
                    name: palette.names[language] ?? palette.id,
                    colours: palette.colours.mapValues(\.text)
                )
            }
        )
    }
}
