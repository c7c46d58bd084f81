"""What several journeys share: tables, groups, links, parts of a page and the page that holds them."""
