/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a quotation may say who spoke. A program cannot know: it says what it noticed, and a person decides. Until
 * somebody has, a published report is without the quotation, and says so. The store's thread, but for
 * ear_quote_look(), which is for any. */
#pragma once

#include "ear-protect.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_QUOTE_SMALL_CELL = 1 << 0, /* few voices are of its group, place and year */
  EAR_QUOTE_NAME = 1 << 1,
  EAR_QUOTE_PHONE = 1 << 2,
  EAR_QUOTE_ADDRESS = 1 << 3,    /* or a postcode, or an address for mail */
  EAR_QUOTE_BIRTH = 1 << 4,      /* a date */
  EAR_QUOTE_NHS_NUMBER = 1 << 5,
  EAR_QUOTE_RARE_PLACE = 1 << 6, /* a place from which there are few voices */
} EarQuoteSigns;

#define EAR_QUOTE_N_SIGNS 7

/* Kept in the workbook as numbers: never renumber. */
typedef enum
{
  EAR_QUOTE_UNDECIDED = 0,
  EAR_QUOTE_KEEP = 1,
  EAR_QUOTE_BARE = 2, /* without group, place and year */
  EAR_QUOTE_LEAVE_OUT = 3,
} EarQuoteDecision;

/* What quotations are looked at with: counted once. */
typedef struct _EarQuoteCheck EarQuoteCheck;

typedef struct _EarCube EarCube;
EarQuoteCheck *ear_quote_check_of (EarCube *cube, const EarPreset *preset, GError **error);
EarQuoteCheck *ear_quote_check_new (EarStore *store, const EarPreset *preset, GError **error);
void ear_quote_check_free (EarQuoteCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarQuoteCheck, ear_quote_check_free)

typedef struct
{
  EarQuoteSigns signs;
  char *found; /* (nullable) the words that were noticed, "; " between */
  EarQuoteDecision decision;
} EarQuoteResult;

void ear_quote_result_clear (EarQuoteResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarQuoteResult, ear_quote_result_clear)
gboolean ear_quote_check_voice (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error);
gboolean ear_quote_may_stand (const EarQuoteResult *result);
char *ear_quote_describe (EarQuoteSigns signs); /* translated, "; " between */

/* ear-quote-signs.c */
EarQuoteSigns ear_quote_look (const char *text, GHashTable *known, GString *found);
gboolean ear_is_nhs_number (const char *digits);

G_END_DECLS
