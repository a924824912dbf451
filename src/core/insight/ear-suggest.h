/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggested themes for a voice, learnt from the codings of this workbook and nothing else. A suggestion says why, and codes
 * nothing: that a person does. The store's thread; suggesting itself may run in any.
 *
 * It is naive Bayes with words as they are there or not: for each theme, how much likelier the voice's words are among the
 * voices coded with it than among the others (A. McCallum and K. Nigam, A comparison of event models for naive Bayes text
 * classification, AAAI-98 workshop on learning for text categorization, 1998). Words that nobody coded say nothing. The same
 * workbook gives the same suggestions. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct _EarSuggester EarSuggester;

typedef struct
{
  EarId theme;
  char *name;
  char *words;  /* that speak most for it, ", " between */
  guint alike;  /* voices coded with it that have one of them */
} EarSuggestion;

EarSuggester *ear_suggester_load (EarStore *store, GError **error);
void ear_suggester_free (EarSuggester *suggester);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSuggester, ear_suggester_free)

GPtrArray *ear_suggester_suggest (const EarSuggester *suggester, const char *text, guint most);
guint ear_suggester_test (const EarSuggester *suggester, guint most, guint *n_right);

G_END_DECLS
