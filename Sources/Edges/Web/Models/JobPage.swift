import Mustache

/// One job, for whoever has no script, or comes back.
struct JobPage: PageModel {
    static let template = Template.job

    var layout: Layout
    var job: JobPart

    func child(named name: String) -> Any? {
        switch name {
        case "job": job
        case "blank_picture": PicturePart.blank(layout.words)
        case "blank_slot": SlotPart.blank
        default: layout.child(named: name)
        }
    }
}
