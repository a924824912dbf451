/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps on disk what is being typed in one place. At most one save is under way; of what is typed meanwhile only the
 * newest text follows, so that a slow disk never has a queue of keystrokes. */
#pragma once

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_DRAFT_SAVER (ear_draft_saver_get_type ())
G_DECLARE_FINAL_TYPE (EarDraftSaver, ear_draft_saver, EAR, DRAFT_SAVER, GObject)

EarDraftSaver *ear_draft_saver_new (EarWorkbook *workbook, const char *place);
void ear_draft_saver_set_text (EarDraftSaver *saver, const char *text);
const char *ear_draft_saver_get_place (EarDraftSaver *saver);
const GError *ear_draft_saver_get_problem (EarDraftSaver *saver);

/* Places of drafts. Each begins with what is typed there, then the session's id, then what within the session. */
#define EAR_DRAFT_CAPTURE "capture/"   /* the line: a voice not added yet */
#define EAR_DRAFT_EDIT "edit/"         /* the line: a voice being changed */
#define EAR_DRAFT_ADDING "adding/"     /* a voice for which Enter was pressed and that is not in the workbook yet */
#define EAR_DRAFT_PASTE "paste/"       /* a pasted page that is being looked at */
#define EAR_DRAFT_OCCASION "occasion/" /* a field of the session */
#define EAR_DRAFT_SAFEGUARDING "safeguarding/" /* a note; behind it stands the voice's id, not the session's */
#define EAR_DRAFT_THEME "theme/" /* a field of the codebook; behind it stands the theme's id */

char *ear_draft_place (const char *what, const EarId *session, const char *within);
gboolean ear_draft_place_parse (const char *place, const char *what, EarId *session, const char **within);

G_END_DECLS
