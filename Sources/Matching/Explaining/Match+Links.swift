extension Match {
    /// Pages about the vulnerability, the most telling first.
    package var links: [String] {
        AdvisoryLinks(id, others: aliases, records: [(reason.record, reason.ecosystem)]).all
    }
}
