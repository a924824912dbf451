/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being typed and not yet added, in an encrypted file beside the workbook, so that each keystroke reaches the
 * disk while the workbook itself is busy with something long. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EarDrafts EarDrafts;

EarDrafts *ear_drafts_open (const char *workbook_path, const char *key, GError **error);
void ear_drafts_close (EarDrafts *drafts);
gboolean ear_drafts_save (EarDrafts *drafts, const char *place, const char *text, GError **error);
gboolean ear_drafts_forget (EarDrafts *drafts, GArray *ids, GError **error);
GHashTable *ear_drafts_load (EarDrafts *drafts, GError **error);
char *ear_drafts_new_key (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarDrafts, ear_drafts_close)

G_END_DECLS
