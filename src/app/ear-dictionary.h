/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spelling dictionaries of this computer, on a thread of their own: loading one takes longer than a key may, and so does
 * a list of what else may have been meant. Words are only ever asked about: nothing of what people said is written down
 * anywhere, and ear_dictionary_forbid_files() sees to it that the libraries do not either. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ear_dictionary_forbid_files (void);

/* @right: whether each word is right, one for each of @words, which ends with NULL. @data is what was given along. */
typedef void (*EarDictionaryListed) (void);
typedef void (*EarDictionaryChecked) (const char *code, const char *const *words, const gboolean *right);
typedef void (*EarDictionarySuggested) (const char *const *suggestions, gpointer data);

/* @listed is called once, when it is known which dictionaries there are. */
void ear_dictionary_load (EarDictionaryListed listed);
const char *ear_dictionary_for (const char *tag);
void ear_dictionary_check (const char *code, GPtrArray *words, EarDictionaryChecked checked);
void ear_dictionary_suggest (const char *code, const char *word, EarDictionarySuggested suggested, gpointer data,
                             GDestroyNotify data_free);

G_END_DECLS
