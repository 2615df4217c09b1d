import HTTPKit
import Kernel
import Mustache
import Studio

/// The editor of one picture; without scripts it is a form that takes an instruction.
struct EditorPage: PageModel {
    static let template = Template.editor
    /// What is shown until the first preview is there.
    private static let firstWidth = 640

    var layout: Layout
    let picture: Image
    let prompt: Prompt
    /// As it was typed, when it was refused.
    var instruction = ""
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "image_id": picture.id.text
        case "image_url": links.page(.imagePage(picture.id))
        case "form_action": links.page(.editor(picture.id))
        case "page_prefix": links.stems.imagePage
        case "preview_url": links.file(picture.id, width: Self.firstWidth)
        case "width": picture.size.width
        case "height": picture.size.height
        case "alt": layout.words[Message("gallery.alt", ["prompt": prompt.beginning])]
        case "instruction": instruction
        case "problem": problem
        case "jobs_url": Route.jobs.path
        case "uploads_url", "images_url": Route.images.path
        case "previews_url": Route.previews.path
        case "tools_url": Route.darkroomTools.path
        case "reading_url": Route.darkroomReading.path
        case "fonts_url": Route.fonts.path
        default: layout.child(named: name)
        }
    }

    private var links: Links { Links(layout.words.language) }
}
