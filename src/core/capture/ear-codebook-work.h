/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the codebook: each change writes records, in one transaction, and so merges as every other edit does. No coding
 * is rewritten when themes are renamed, merged or moved: counting follows (ear-insight.h). Only settling a split edits
 * codings, since only a person can say which part was meant. The store's thread. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_CAPTURE_ERROR (ear_capture_error_quark ())

typedef enum
{
  EAR_CAPTURE_ERROR_NOT_HERE,   /* the theme or coding is not in the workbook, or deleted */
  EAR_CAPTURE_ERROR_CIRCLE,     /* a theme merged into itself, or moved below itself */
  EAR_CAPTURE_ERROR_TOO_FEW,    /* a split into fewer than two parts */
  EAR_CAPTURE_ERROR_NAME_TAKEN, /* another theme that can be chosen is called that */
  EAR_CAPTURE_ERROR_NO_WORDS,   /* nothing but blanks was selected */
  EAR_CAPTURE_ERROR_NOT_SPLIT,  /* a coding settled to what is no part of its theme */
  EAR_CAPTURE_ERROR_TARGET,     /* a target of no voices, or of a period that ends before it begins */
  EAR_CAPTURE_ERROR_NOT_MAPPED, /* a theme taken off a priority that it is no evidence for */
  EAR_CAPTURE_ERROR_NO_TITLE,   /* an action or a co-production that says nothing */
  EAR_CAPTURE_ERROR_NO_REASON,  /* something that will not be done, without saying why */
  EAR_CAPTURE_ERROR_BAD_VALUE,  /* a day that is none, a status that is none */
} EarCaptureError;

GQuark ear_capture_error_quark (void);

/* What a theme was like before it was changed, so that the change can be taken back: (element-type EarRecord) as
 * ear_store_get() gave them. %NULL where nobody wants it. */
typedef GPtrArray EarCodebookBefore;
EarCodebookBefore *ear_codebook_before_new (void);

gboolean ear_codebook_rename (EarStore *store, const EarId *theme, const char *name, EarCodebookBefore *before, GError **error);
gboolean ear_codebook_merge (EarStore *store, const EarId *theme, const EarId *into, EarCodebookBefore *before, GError **error);
gboolean ear_codebook_split (EarStore *store, const EarId *theme, const char *const *names, EarCodebookBefore *before,
                             GError **error);
gboolean ear_codebook_retire (EarStore *store, const EarId *theme, EarCodebookBefore *before, GError **error);
gboolean ear_codebook_restore (EarStore *store, const EarId *theme, EarCodebookBefore *before, GError **error);
gboolean ear_codebook_move (EarStore *store, const EarId *theme, const EarId *parent, EarCodebookBefore *before, GError **error);

/* Says which part or parts of a split theme codings mean. All or none. */
gboolean ear_codebook_settle (EarStore *store, const EarId *codings, guint n_codings, const EarId *parts, guint n_parts,
                              EarCodebookBefore *before, GError **error);

/* Takes a change back: edits again, which merge as edits do. */
gboolean ear_codebook_take_back (EarStore *store, const EarCodebookBefore *before, GError **error);

/* Notes on this laptop's device record that the codebook as it is now is called @version; the caller then hands it out. */
gboolean ear_codebook_mark_version (EarStore *store, const char *version, const char *day, GError **error);

G_END_DECLS
