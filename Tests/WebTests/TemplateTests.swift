import Foundation
import Kernel
import Testing

@testable import Web

struct TemplateTests {
    @Test(arguments: Language.allCases)
    func `every page's sample fills its template`(language: Language) async throws {
        let (words, templates) = (try Shipped.catalogue(language), try await Shipped.templates)
        for page in Samples.pages {
            let html = try page.rendered(words, by: templates)
            #expect(
                html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\" data-theme=\"dark\">"),
                "\(page)"
            )
            #expect(html.hasSuffix("</html>\n"), "\(page)")
            #expect(!html.contains("{{"), "\(page)")
            #expect(!html.contains("Optional("), "\(page)")
            #expect(html.contains("data-notice=\"independence\""), "\(page)")
        }
    }

    @Test(arguments: Language.allCases)
    func `whatever a template asks for, its page can answer`(language: Language) throws {
        let words = try Shipped.catalogue(language)
        var walk = try TemplateWalk(Shipped.templateTexts)
        for page in Samples.pages {
            walk.walk(page.template.rawValue, with: try page.sample(words))
        }
        #expect(walk.unanswered == [])
    }

    @Test func `a key that nobody knows is found`() throws {
        var walk = try TemplateWalk([
            "erased.mustache": "{{title}} {{#nav}}{{.url}}{{.colour}}{{/nav}} {{wrong}}"
        ])
        walk.walk("erased", with: ErasedPage.sample(try Shipped.catalogue(.english)))
        #expect(walk.unanswered == ["erased: ErasedPage wrong", "erased: NavigationLink .colour"])
    }

    @Test func `nothing is written unescaped`() throws {
        for (name, text) in try Shipped.templateTexts {
            #expect(!text.contains("{{{") && !text.contains("{{&") && !text.contains("{{%"), "\(name)")
        }
    }

    @Test func `addresses come from the pages, not from the templates`() throws {
        for (name, text) in try Shipped.templateTexts {
            let literals = text.matches(of: /(href|src|action|srcset)="(\/|http)[^"]*"/)
            #expect(literals.isEmpty, "\(name)")
        }
    }

    @Test(arguments: Language.allCases)
    func `the first page is light, with all that it asks for`(language: Language) async throws {
        let (words, assets) = (try Shipped.catalogue(language), Shipped.folder.appending(path: "assets"))
        let composer = Composer(Draft(), models: try Shipped.ownModels, words: words)
        var layout = Layout.sample(words)
        layout.suspension = nil  // a stranger's first page
        (layout.signal, layout.ask) = (nil, nil)
        let page = StudioPage(layout: layout, composer: composer, earlier: [])
        let html = try await Shipped.templates.render(page)
        let named = Set(html.matches(of: /\/assets\/0123456789ab\/([a-z][^"#]*)["#]/).map { String($0.1) })
        // As browsers get them: text travels compressed, pages themselves do not.
        let weights = try named.map { name in
            let bytes = try Data(contentsOf: assets.appending(path: name))
            return Gzip.compressed(bytes)?.count ?? bytes.count
        }
        #expect(named.count > 10)
        #expect(html.utf8.count + weights.reduce(0, +) <= 44 * 1_024)
    }

    @Test func `a folder without its templates is refused`() async throws {
        await #expect(throws: TemplateDefect.self) {
            try await Templates(folder: Shipped.folder.appending(path: "strings"))
        }
    }
}
