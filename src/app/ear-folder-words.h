/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of the shared folder. Sentences are (transfer full); NULL: there is nothing to say. */
#pragma once

#include "ear-folder.h"

G_BEGIN_DECLS

char *ear_folder_words_place (const EarFolderLook *look);
char *ear_folder_words_readers (const EarFolderLook *look);
char *ear_folder_words_due (const EarFolderLook *look);
char *ear_folder_words_new (const EarFolderLook *look);
char *ear_folder_words_cards (const EarFolderLook *look);
char *ear_folder_words_left (const EarFolderLook *look);
const char *ear_folder_words_file (const EarFolderFile *file);
char *ear_folder_words_written (const EarFolderWritten *written);

G_END_DECLS
