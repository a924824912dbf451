/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types into a search field, as an expression of SQLite's full-text search. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ear_search_expression (const char *typed);
GArray *ear_search_hits (const char *typed, const char *text);

G_END_DECLS
