"""What people type in (roadmap, obstacles, tasks …): kinds described as data, checked as one, kept as dated revisions."""
