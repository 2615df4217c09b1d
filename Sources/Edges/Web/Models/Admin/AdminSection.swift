import Kernel
import Mustache

/// A part of an admin page: words, facts, a table, forms, links; each only when it is there.
struct AdminSection: MustacheParent, Sendable {
    /// Unique on its page; names the heading for those who hear it.
    let id: String
    let title: String
    /// Whether somebody should look at it first.
    var isAlarm = false
    var paragraphs: [String] = []
    var facts: [Fact] = []
    var table: AdminTable?
    var charts: [ChartPart] = []
    var works: [WorkPart] = []
    var forms: [FormPart] = []
    var links: [PageLink] = []

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "section_title": title
        case "alarm": isAlarm
        case "paragraphs": paragraphs
        case "has_facts": !facts.isEmpty
        case "facts": facts
        case "table": table
        case "charts": charts
        case "has_works": !works.isEmpty
        case "works": works
        case "forms": forms
        case "links": links
        default: nil
        }
    }
}

/// A table; its first column names the row.
struct AdminTable: MustacheParent, Sendable {
    /// What it shows, for those who hear it.
    let caption: String
    let headers: [String]
    let rows: [AdminRow]

    func child(named name: String) -> Any? {
        switch name {
        case "caption": caption
        case "headers": headers
        case "rows": rows
        default: nil
        }
    }
}

struct AdminRow: MustacheParent, Sendable {
    let head: AdminCell
    let cells: [AdminCell]

    init(_ head: AdminCell, _ cells: [AdminCell]) {
        self.head = head
        self.cells = cells
    }

    func child(named name: String) -> Any? {
        switch name {
        case "head": head
        case "cells": cells
        default: nil
        }
    }
}

struct AdminCell: MustacheParent, Sendable, ExpressibleByStringInterpolation {
    let text: String
    /// What stands before the text for those who see it: it says the same at a glance.
    var sign: String?
    /// Where it leads.
    var url: String?
    /// For scripts, which put it into the reader's own zone.
    var moment: Timestamp?

    init(
        _ text: String,
        sign: String? = nil,
        url: String? = nil,
        moment: Timestamp? = nil
    ) {
        self.text = text
        self.sign = sign
        self.url = url
        self.moment = moment
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "text": text
        case "sign": sign
        case "url": url
        case "datetime": moment?.description
        case "is_plain": url == nil && moment == nil
        default: nil
        }
    }
}

/// A private picture that was opened with a reason.
struct WorkPart: MustacheParent, Sendable {
    let source: String
    let prompt: String
    let detail: String

    func child(named name: String) -> Any? {
        switch name {
        case "source": source
        case "prompt": prompt
        case "detail": detail
        default: nil
        }
    }
}
