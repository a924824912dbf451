/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a file can be for and what it can hold, as choices of two rows, and what each choice exposes. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For whom, where it is no partner. */
#define EAR_EXPORT_FOR_ALL "all"
#define EAR_EXPORT_BY_PASSPHRASE "passphrase"
#define EAR_EXPORT_PLAIN "plain"
/* What the file holds. */
#define EAR_EXPORT_EVERYTHING "everything"
#define EAR_EXPORT_SINCE "since"
#define EAR_EXPORT_SOME "some"
#define EAR_EXPORT_LISTS "lists"

void ear_export_fill_whom (AdwComboRow *row, GPtrArray *partners);
void ear_export_fill_what (AdwComboRow *row, gboolean for_one);
const char *ear_export_get_key (AdwComboRow *row);
void ear_export_explain (const char *whom, const char **icon, const char **title, const char **subtitle);

G_END_DECLS
