/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coding voices: what the coding desk and the comparison write. Each change is one transaction, all of it or nothing, and
 * remembers how every record stood that it touches, so that it can be taken back. The store's thread; no GTK here. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

/* Themes on voices. @span: (nullable): of the one voice; the whole voice without it. */
gboolean ear_coding_add (EarStore *store, const EarId *voices, guint n_voices, const EarId *theme, const EarSpan *span,
                         EarCodebookBefore *before, GError **error);
gboolean ear_coding_add_as (EarStore *store, const EarId *voice, const EarId *theme, const EarSpan *span, const char *coder,
                            EarCodebookBefore *before, GError **error);
gboolean ear_coding_add_in_vivo (EarStore *store, const EarId *voice, const EarSpan *span, EarId *theme,
                                 EarCodebookBefore *before, GError **error);
gboolean ear_coding_new_theme (EarStore *store, const EarId *voices, guint n_voices, const char *name, const EarSpan *span,
                               EarCodebookBefore *before, GError **error);
/* @theme: (out): the theme that is called so, which is made where there is none. */
gboolean ear_coding_ensure_theme (EarStore *store, const char *name, EarId *theme, EarCodebookBefore *before, GError **error);
gboolean ear_coding_set_memo (EarStore *store, const EarId *coding, const char *memo, EarCodebookBefore *before, GError **error);
gboolean ear_coding_remove (EarStore *store, const EarId *codings, guint n_codings, EarCodebookBefore *before, GError **error);

/* Two coders looked at a voice together: what @as gave it of a theme, and where, becomes what each of @coders gave it. */
gboolean ear_coding_settle (EarStore *store, const EarId *voice, const EarId *theme, const char *const *coders, const char *as,
                            EarCodebookBefore *before, GError **error);

/* What many voices can be given at once. */
gboolean ear_voices_set (EarStore *store, const EarId *voices, guint n_voices, guint field, const char *value,
                         EarCodebookBefore *before, GError **error);
gboolean ear_voices_add_group (EarStore *store, const EarId *voices, guint n_voices, const EarId *group,
                               EarCodebookBefore *before, GError **error);

/* Takes the codings of parts of a voice along when its words become @now. In the transaction that edits them, before it. */
gboolean ear_coding_follow_text (EarStore *store, const EarId *voice, const char *now, EarCodebookBefore *before, GError **error);

/* Brings each record back to what it was, and remembers instead how it stood: done again, it brings the change back. */
gboolean ear_coding_take_back (EarStore *store, EarCodebookBefore *before, GError **error);

G_END_DECLS
